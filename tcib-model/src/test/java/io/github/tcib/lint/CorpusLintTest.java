package io.github.tcib.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.SharedData;
import io.github.tcib.layout.LayoutReader;
import io.github.tcib.layout.LayoutSettings;
import io.github.tcib.model.ImageNaming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The living layout builds every night, so no error may be found in it, and every finding must stand where it says. */
class CorpusLintTest {

    private static List<Finding> findings = List.of();

    @BeforeAll
    static void lint() throws Exception {
        Path corpus = SharedData.path("corpus/podified");
        findings = new Linter(Severities.usual())
                .findingsIn(new LayoutReader(
                                new LayoutSettings(
                                        corpus.resolve("tcib"),
                                        corpus,
                                        Path.of("target", "context").toAbsolutePath(),
                                        LayoutSettings.Choice.everything(),
                                        new LayoutSettings.Distribution("centos:stream9", "centos", "9", "x86_64"),
                                        new LayoutSettings.Overrides(
                                                Map.of("tcib_python_version", "3.9"),
                                                Map.of(),
                                                Map.of(),
                                                Optional.empty()),
                                        new ImageNaming("localhost", "podified", "openstack", "current")),
                                Map.of())
                        .readSources());
    }

    @Test
    void findsNoError() {
        assertThat(findings).isNotEmpty().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    @Test
    void placesEveryFindingInAFileOfTheLayout() {
        Path corpus = SharedData.path("corpus/podified");
        assertThat(findings).allSatisfy(finding -> {
            Path file = corpus.resolve(finding.location().file());
            assertThat(file).isRegularFile();
            assertThat(finding.location().line())
                    .isLessThanOrEqualTo(Files.readAllLines(file).size());
        });
    }

    @Test
    void placesRepeatedPackagesOnTheirNames() {
        Path corpus = SharedData.path("corpus/podified");
        assertThat(findings)
                .filteredOn(finding -> finding.rule() == Rule.REPEATED_PACKAGE)
                .isNotEmpty()
                .allSatisfy(finding -> {
                    String line = Files.readAllLines(
                                    corpus.resolve(finding.location().file()))
                            .get(finding.location().line() - 1);
                    String name = finding.message().replaceAll("^the package '([^']*)'.*", "$1");
                    assertThat(line).contains(name);
                });
    }
}
