package io.github.tcib.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class TemplatingRecordedTest {
    private static final List<String> FILES = List.of(
            "expressions.json",
            "arithmetic.json",
            "formats.json",
            "texts.json",
            "layouts.json",
            "paths.json",
            "readings.json",
            "statements.json",
            "filters.json",
            "data.json",
            "methods.json",
            "tests.json",
            "regex.json",
            "variables.json",
            "random.json",
            "literals.json",
            "patterns.json",
            "words.json",
            "numbers.json",
            "slices.json",
            "dates.json",
            "yaml.json",
            "calls.json",
            "prints.json",
            "attributes.json",
            "results.json",
            "roundings.json",
            "lookups.json",
            "escapes.json",
            "quoting.json",
            "lists.json",
            "comments.json",
            "sizes.json",
            "places.json",
            "versions.json",
            "dictionaries.json");

    /** Read once: mutation testing asks for one test alone thousands of times, and makes all of them each time. */
    private static final Map<String, RecordedCases> RECORDED = read();

    @TestFactory
    Stream<DynamicNode> answersLikeAnsible() {
        return RECORDED.entrySet().stream()
                .map(each ->
                        DynamicContainer.dynamicContainer(each.getKey(), TemplatingCorpusTest.tests(each.getValue())));
    }

    private static Map<String, RecordedCases> read() {
        Map<String, RecordedCases> read = new LinkedHashMap<>();
        for (String file : FILES) {
            try (InputStream json =
                    Objects.requireNonNull(TemplatingRecordedTest.class.getResourceAsStream(file), file)) {
                read.put(file, RecordedCases.read(json));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Collections.unmodifiableMap(read);
    }
}
