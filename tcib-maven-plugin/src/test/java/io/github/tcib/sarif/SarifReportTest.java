package io.github.tcib.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.SharedData;
import io.github.tcib.layout.LayoutReader;
import io.github.tcib.layout.LayoutSettings;
import io.github.tcib.lint.Finding;
import io.github.tcib.lint.Linter;
import io.github.tcib.lint.Rule;
import io.github.tcib.lint.Severities;
import io.github.tcib.lint.Severity;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report keeps the rules of the standard's schema and says what the findings say. */
class SarifReportTest {

    @TempDir
    Path directory;

    @Test
    void writesRulesResultsAndPlaces() throws Exception {
        Files.createDirectories(directory.resolve("a b"));
        Files.writeString(directory.resolve("a b/é#.yaml"), "x");
        JsonNode log = report(List.of(
                new Finding(
                        Rule.UNUSED_VARIABLE,
                        Severity.ERROR,
                        Problem.of(new Location("a b/é#.yaml", 3, 7), "not used", "remove it")),
                new Finding(Rule.ROOT_USER, Severity.NOTE, Problem.of(Location.of("a b/é#.yaml"), "root")),
                new Finding(Rule.LAYOUT_ERROR, Severity.ERROR, Problem.of(Location.of("tcib.namespace"), "bad"))));

        JsonNode results = log.at("/runs/0/results");
        assertThat(results).hasSize(3);
        assertThat(results.get(0).path("ruleId").asText()).isEqualTo("unused-variable");
        assertThat(results.get(0).path("level").asText()).isEqualTo("error");
        assertThat(results.get(0).at("/message/text").asText()).isEqualTo("not used; remove it");
        JsonNode place = results.get(0).at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("a%20b/é%23.yaml".replace("é", "%C3%A9"));
        assertThat(place.at("/artifactLocation/uriBaseId").asText()).isEqualTo("%SRCROOT%");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(3);
        assertThat(place.at("/region/startColumn").asInt()).isEqualTo(7);
        assertThat(results.get(1).at("/locations/0/physicalLocation").has("region"))
                .isFalse();
        assertThat(results.get(2).has("locations")).isFalse();
        assertThat(results.get(2).at("/message/text").asText()).isEqualTo("tcib.namespace: bad");
        assertThat(log.at("/runs/0/tool/driver/rules")).hasSize(Rule.values().length);
        assertThat(log.at("/runs/0/columnKind").asText()).isEqualTo("unicodeCodePoints");
    }

    @Test
    void writesAReportWithoutFindings() throws Exception {
        assertThat(report(List.of()).at("/runs/0/results")).isEmpty();
    }

    @Test
    void writesTheSameForTheSame() throws Exception {
        Path file = directory.resolve("out/validate.sarif");
        new SarifReport("1", directory).write(List.of(), file);
        byte[] first = Files.readAllBytes(file);
        new SarifReport("1", directory).write(List.of(), file);
        assertThat(file).hasBinaryContent(first);
        assertThat(file.resolveSibling("validate.sarif.part")).doesNotExist();
    }

    @Test
    void keepsTheSchemaForTheCorpus() throws Exception {
        Path corpus = SharedData.path("corpus/podified");
        List<Finding> findings = new Linter(Severities.usual())
                .findingsIn(new LayoutReader(
                                new LayoutSettings(
                                        corpus.resolve("tcib"),
                                        corpus,
                                        directory.resolve("context"),
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
        JsonNode log = JsonMapper.builder().build().readTree(new SarifReport("1", corpus).textOf(findings));

        SarifRules.check(log);
        assertThat(log.at("/runs/0/results")).hasSameSizeAs(findings).isNotEmpty();
        assertThat(log.at("/runs/0/results"))
                .noneMatch(result -> result.path("level").asText().equals("error"));
        assertThat(log.at("/runs/0/results"))
                .allSatisfy(result -> assertThat(
                                corpus.resolve(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                                        .asText()))
                        .isRegularFile());
    }

    private JsonNode report(List<Finding> findings) throws IOException {
        Path file = directory.resolve("validate.sarif");
        new SarifReport("0.1", directory).write(findings, file);
        JsonNode log = JsonMapper.builder().build().readTree(Files.readAllBytes(file));
        SarifRules.check(log);
        return log;
    }
}
