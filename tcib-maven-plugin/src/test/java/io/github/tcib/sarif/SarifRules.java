package io.github.tcib.sarif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * The part of the SARIF 2.1.0 schema that a report uses, written down from the standard: which properties an object may and must
 * have, which values they take. All its objects are closed but for {@code properties}, so anything not named here is a fault.
 */
final class SarifRules {

    private static final Set<String> LEVELS = Set.of("none", "note", "warning", "error");

    private SarifRules() {}

    static void check(JsonNode log) {
        object(log, Set.of("version", "runs"), Set.of("$schema", "inlineExternalProperties", "properties"));
        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        if (log.has("$schema")) {
            assertThat(log.path("$schema").asText()).startsWith("https://").endsWith(".json");
        }
        assertThat(log.path("runs").isArray()).isTrue();
        log.path("runs").forEach(SarifRules::checkRun);
    }

    private static void checkRun(JsonNode run) {
        object(run, Set.of("tool"), Set.of("results", "columnKind", "originalUriBaseIds", "artifacts", "properties"));
        assertThat(run.path("columnKind").asText("utf16CodeUnits")).isIn("utf16CodeUnits", "unicodeCodePoints");
        object(run.path("tool"), Set.of("driver"), Set.of("extensions", "properties"));
        JsonNode driver = run.at("/tool/driver");
        object(driver, Set.of("name"), Set.of("version", "semanticVersion", "informationUri", "rules", "properties"));
        assertThat(driver.path("name").asText()).isNotBlank();
        driver.path("rules").forEach(SarifRules::checkRule);
        assertThat(driver.path("rules")).doesNotHaveDuplicates();
        run.path("results").forEach(result -> checkResult(result, driver.path("rules")));
    }

    private static void checkRule(JsonNode rule) {
        object(
                rule,
                Set.of("id"),
                Set.of("name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"));
        checkText(rule.path("shortDescription"));
        object(rule.path("defaultConfiguration"), Set.of(), Set.of("enabled", "level", "rank", "parameters"));
        assertThat(rule.at("/defaultConfiguration/level").asText("warning")).isIn(LEVELS);
    }

    private static void checkResult(JsonNode result, JsonNode rules) {
        object(
                result,
                Set.of("message"),
                Set.of("ruleId", "ruleIndex", "level", "kind", "locations", "partialFingerprints", "properties"));
        checkText(result.path("message"));
        assertThat(result.path("level").asText("warning")).isIn(LEVELS);
        int index = result.path("ruleIndex").asInt(-1);
        assertThat(index).isGreaterThanOrEqualTo(-1).isLessThan(rules.size());
        if (index >= 0) {
            assertThat(rules.path(index).path("id")).isEqualTo(result.path("ruleId"));
        }
        result.path("locations").forEach(SarifRules::checkLocation);
    }

    private static void checkLocation(JsonNode location) {
        object(location, Set.of(), Set.of("id", "physicalLocation", "logicalLocations", "message"));
        JsonNode physical = location.path("physicalLocation");
        object(physical, Set.of(), Set.of("artifactLocation", "region", "contextRegion", "address"));
        assertThat(physical.has("artifactLocation") || physical.has("address"))
                .as("anyOf address, artifactLocation")
                .isTrue();
        JsonNode artifact = physical.path("artifactLocation");
        object(artifact, Set.of(), Set.of("uri", "uriBaseId", "index", "description"));
        assertThat(artifact.path("uri").asText()).matches("[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]+");
        if (physical.has("region")) {
            JsonNode region = physical.path("region");
            object(
                    region,
                    Set.of(),
                    Set.of("startLine", "startColumn", "endLine", "endColumn", "charOffset", "byteOffset", "snippet"));
            for (Map.Entry<String, JsonNode> property : region.properties()) {
                assertThat(property.getValue().isIntegralNumber()).isTrue();
                assertThat(property.getValue().asInt()).as(property.getKey()).isGreaterThanOrEqualTo(1);
            }
            assertThat(region.has("startLine")).isTrue();
        }
    }

    private static void checkText(JsonNode message) {
        object(message, Set.of("text"), Set.of("markdown", "id", "arguments", "properties"));
        assertThat(message.path("text").isTextual()).isTrue();
        assertThat(message.path("text").asText()).isNotBlank();
    }

    private static void object(JsonNode node, Set<String> required, Set<String> allowed) {
        assertThat(node.isObject()).as("an object: %s", node).isTrue();
        assertThat(node.properties().stream().map(Map.Entry::getKey)).containsAll(required);
        assertThat(node.properties().stream().map(Map.Entry::getKey))
                .allMatch(name -> required.contains(name) || allowed.contains(name), "known to the schema");
    }
}
