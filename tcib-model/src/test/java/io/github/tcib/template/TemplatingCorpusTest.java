package io.github.tcib.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tcib.template.RecordedCases.Case;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TemplatingCorpusTest {
    /** Cases that one test asks for; more than one where each test costs much, as in mutation testing. */
    private static final int CASES_A_TEST = Integer.getInteger("tcib.casesATest", 1);

    @TestFactory
    Stream<DynamicTest> answersLikeAnsibleInTheSharedCorpus() throws IOException {
        Path file = shared().resolve("corpus").resolve("jinja-cases.json");
        if (!Files.exists(file)) {
            assertThat(System.getenv("CI")).as("%s has to be there in CI", file).isNotEqualTo("true");
            assumeTrue(false, "left out: the shared cases of Jinja2, as there is no " + file);
        }
        try (InputStream json = Files.newInputStream(file)) {
            return tests(RecordedCases.read(json));
        }
    }

    private static Path shared() {
        return Optional.ofNullable(System.getProperty("tcib.shared"))
                .filter(path -> !path.isBlank() && !path.startsWith("${"))
                .map(Path::of)
                .orElse(Path.of("..", "..", "shared"));
    }

    static Stream<DynamicTest> tests(RecordedCases recorded) {
        Templating templating = recorded.templating();
        List<Case> cases = recorded.cases();
        return IntStream.iterate(0, from -> from < cases.size(), from -> from + CASES_A_TEST)
                .mapToObj(from -> test(cases.subList(from, Math.min(cases.size(), from + CASES_A_TEST)), templating));
    }

    private static DynamicTest test(List<Case> cases, Templating templating) {
        return DynamicTest.dynamicTest(
                cases.get(0).json().path("template").toString(),
                () -> cases.forEach(recorded -> assertThat(recorded.answer(templating))
                        .as(() -> recorded.template() + "\n" + recorded.message(templating))
                        .isEqualTo(recorded.expected())));
    }
}
