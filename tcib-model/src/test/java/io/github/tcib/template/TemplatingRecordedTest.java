package io.github.tcib.template;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class TemplatingRecordedTest {
    private static final List<String> FILES = List.of(
            "expressions.json",
            "statements.json",
            "filters.json",
            "data.json",
            "methods.json",
            "tests.json",
            "regex.json",
            "variables.json",
            "random.json");

    @TestFactory
    List<DynamicNode> answersLikeAnsible() throws IOException {
        List<DynamicNode> nodes = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream json = Objects.requireNonNull(getClass().getResourceAsStream(file), file)) {
                nodes.add(
                        DynamicContainer.dynamicContainer(file, TemplatingCorpusTest.tests(RecordedCases.read(json))));
            }
        }
        return nodes;
    }
}
