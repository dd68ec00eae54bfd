package io.github.tcib.size.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.size.Baseline;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.BaselineFile;
import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.Measured;
import io.github.tcib.size.SizeReport;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reports say what was measured, the same bytes each time, and bear names that anyone could have chosen. */
class ReportsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void isTheSameEachTimeAndSaysNothingOfTheTime(ReportFormat format) throws Exception {
        SizeReport report = HostileReport.of(directory);
        assertThat(format.textOf(report))
                .isEqualTo(format.textOf(HostileReport.of(directory.resolve("again"))))
                .endsWith("\n")
                .doesNotContain(directory.toString());
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void hasNoControlCharacters(ReportFormat format) throws Exception {
        String text = format.textOf(HostileReport.compared(directory));
        assertThat(text.replace("\n", "").replace("\r", "").chars().filter(c -> c < ' ' || (c >= 0x7f && c < 0xa0)))
                .isEmpty();
        assertThat(text.chars().filter(c -> (c >= 0x202a && c <= 0x202e) || c == 0x2028))
                .as("marks of direction")
                .isEmpty();
    }

    @Test
    void keepsLinesShortOnTheConsole() throws Exception {
        assertThat(ReportFormat.TEXT.textOf(HostileReport.compared(directory)).lines())
                .allMatch(line -> line.length() < 1000)
                .anyMatch(line -> line.contains("…"))
                .anyMatch(line -> line.endsWith("no image is called 'chlid'; did you mean 'child'?"));
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void bearsImagesWithoutLayersForeignOnesAndNoneAtAll(ReportFormat format) throws Exception {
        io.github.tcib.size.MemoryStore store = new io.github.tcib.size.MemoryStore()
                .image("base", "", new io.github.tcib.size.TarFile().file("etc/x", "x"))
                .image("empty", "")
                .foreign("far", "base", 1234);
        for (Measured measured : List.of(
                store.measure(directory),
                new io.github.tcib.size.MemoryStore().measure(directory),
                new io.github.tcib.size.MemoryStore().measureManifests())) {
            String text = format.textOf(HostileReport.report(measured, java.util.Optional.empty()));
            assertThat(text.replaceAll("(?s)<script>.*</script>", "")).doesNotContain("Infinity", "null", "NaN");
            if (!measured.images().isEmpty()) {
                assertThat(text).contains("empty", "far");
            }
        }
    }

    /** What manifests do not tell is unknown in every form, and never a zero. */
    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void leavesOutWhatManifestsDoNotTell(ReportFormat format) throws Exception {
        SizeReport report = HostileReport.manifests(directory);
        String text = format.textOf(report);
        assertThat(text.replace("\n", "").replace("\r", "").chars().filter(c -> c < ' ' || (c >= 0x7f && c < 0xa0)))
                .isEmpty();
        long all = report.measured().images().get(0).packed().all();
        switch (format) {
            case JSON -> {
                JsonNode json = new JsonMapper().readTree(text);
                assertThat(json.path("level").asText()).isEqualTo("manifests");
                assertThat(json.path("images").get(0).path("virtualPackedBytes").asLong())
                        .isEqualTo(all);
                assertThat(json.findValues("virtualBytes")).isEmpty();
                assertThat(json.findValues("wasteBytes")).isEmpty();
                assertThat(json.findValues("distinctBytes")).isEmpty();
                assertThat(json.findValues("count")).as("of packages").isEmpty();
                assertThat(json.has("siblings")).isFalse();
            }
            case CSV ->
                assertThat(text.lines().toList().get(1))
                        .isEqualTo("base,,,,,,,,,,,," + all + "," + all + ","
                                + report.measured().images().get(0).packed().amortised());
            case TEXT ->
                assertThat(text)
                        .contains("All sizes are packed ones: only manifests were read.")
                        .contains("maxSize cannot be checked", "forbiddenPaths cannot be checked")
                        .contains("child added", "gone removed")
                        .containsPattern("base .*\\?\n");
            case MARKDOWN ->
                assertThat(text).contains("All sizes are packed ones", "| ? |").doesNotContain("wasted");
            case JUNIT -> assertThat(text).contains("maxSize cannot be checked").contains("<failure");
            case HTML -> assertThat(text).contains("\"level\":\"manifests\"");
        }
    }

    @Test
    void isABaselineForManifestsToo() throws Exception {
        SizeReport report = HostileReport.manifests(directory);
        assertThat(report.comparison().orElseThrow().packed()).isTrue();
        Path file = Files.writeString(
                directory.resolve("whole.json"), ReportFormat.JSON.textOf(HostileReport.of(directory)));
        assertThat(HostileReport.report(
                                HostileReport.store().measureManifests(),
                                java.util.Optional.of(BaselineFile.read(file, "a whole report")))
                        .comparison())
                .as("a whole report tells packed sizes as well")
                .isPresent();
        Path table = Files.writeString(
                directory.resolve("table.json"),
                "{\"version\": 1, \"images\": [{\"name\": \"base\", \"virtualBytes\": 588000000}]}");
        SizeReport impossible = HostileReport.report(
                HostileReport.store().measureManifests(), java.util.Optional.of(BaselineFile.read(table, "a table")));
        assertThat(impossible.comparison()).isEmpty();
        assertThat(impossible.problems())
                .extracting(io.github.tcib.size.SizeProblem::message)
                .contains("nothing is compared with a table: it does not tell how much base is when packed, and the"
                        + " manifests in the registry tell nothing else");
    }

    /** Spreadsheets run what looks like a formula, also written wide or after a space (CWE-1236). */
    @Test
    void hasNoFormulas() throws Exception {
        io.github.tcib.size.MemoryStore store = new io.github.tcib.size.MemoryStore();
        List<String> names = List.of("=1+2", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\uff1d1", "a;=1", "a,=1", "a\"=1");
        for (String name : names) {
            store.image(name, "", new io.github.tcib.size.TarFile().file("etc/x", name));
        }
        String csv =
                ReportFormat.CSV.textOf(HostileReport.report(store.measure(directory), java.util.Optional.empty()));
        for (String line : csv.split("\r\n", -1)) {
            String first = fields(line).get(0);
            assertThat(first.stripLeading())
                    .doesNotStartWith("=")
                    .doesNotStartWith("@")
                    .doesNotStartWith("\uff1d");
            assertThat(line).doesNotStartWith("a;");
        }
        assertThat(csv).contains("'=1+2,", "\"a;=1\",", "\"a,=1\",", "\"a\"\"=1\",", "' =1,");
    }

    @Test
    void leavesFilesAloneThatDoNotChange() throws Exception {
        ReportFiles files = new ReportFiles(directory.resolve("reports"));
        files.write(HostileReport.of(directory), List.of(ReportFormat.values()));
        Path json = files.pathOf(ReportFormat.JSON);
        Files.setLastModifiedTime(json, FileTime.fromMillis(1_000_000));
        files.write(HostileReport.of(directory), List.of(ReportFormat.values()));
        assertThat(Files.getLastModifiedTime(json).toMillis()).isEqualTo(1_000_000);
        try (var all = Files.list(directory.resolve("reports"))) {
            assertThat(all).hasSize(ReportFormat.values().length);
        }
    }

    @Test
    void cannotBeLeftByAName() throws Exception {
        String html = ReportFormat.HTML.textOf(HostileReport.of(directory));
        String data = html.substring(html.indexOf("id=\"data\">") + 10);
        data = data.substring(0, data.indexOf("</script>"));
        assertThat(data).doesNotContain("<", ">", "&");
        assertThat(new JsonMapper().readTree(data))
                .isEqualTo(new JsonMapper().readTree(ReportFormat.JSON.textOf(HostileReport.of(directory))));
        assertThat(html.split("</script>", -1)).hasSize(3);
        assertThat(html.replace(data, "")).doesNotContain("src=", "http://", "https://", "url(", "@import");
    }

    @Test
    void isXmlThatSaysWhatBroke() throws Exception {
        SizeReport report = HostileReport.of(directory);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document xml = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        ReportFormat.JUNIT.textOf(report).getBytes(UTF_8)));
        Element suite = xml.getDocumentElement();
        assertThat(suite.getAttribute("tests"))
                .isEqualTo(String.valueOf(suite.getElementsByTagName("testcase").getLength()));
        assertThat(suite.getElementsByTagName("failure").getLength())
                .as("breaches that fail, and the profile with an unknown image")
                .isEqualTo(report.budgets().failures().size() + 1)
                .isGreaterThan(1);
    }

    @Test
    void hasLinesThatSumToEachImage() throws Exception {
        SizeReport report = HostileReport.of(directory);
        Map<String, Long> sums = new TreeMap<>();
        for (String line : ReportFormat.CSV.textOf(report).split("\r\n", -1)) {
            List<String> fields = fields(line);
            if (fields.size() == 15 && !fields.get(0).equals("image")) {
                sums.merge(fields.get(0), Long.parseLong(fields.get(6)), Long::sum);
            }
        }
        for (ImageFigures image : report.measured().images()) {
            assertThat(sums)
                    .containsEntry(image.name(), image.bytes().orElseThrow().own());
        }
    }

    private static List<String> fields(String line) {
        List<String> fields = new java.util.ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    @Test
    void keepsMarkdownTablesWhole() throws Exception {
        String markdown = ReportFormat.MARKDOWN.textOf(HostileReport.of(directory));
        assertThat(markdown).doesNotContain("<script", "</script");
        int columns = 0;
        for (String line : markdown.split("\n", -1)) {
            if (line.startsWith("|")) {
                int here = line.replace("\\|", "").replaceAll("[^|]", "").length();
                columns = columns == 0 ? here : columns;
                assertThat(here).as(line).isEqualTo(columns);
            } else {
                columns = 0;
            }
        }
    }

    @Test
    void isItsOwnBaselineWithoutAnyChange() throws Exception {
        SizeReport report = HostileReport.of(directory);
        Path file = Files.writeString(directory.resolve("baseline.json"), ReportFormat.JSON.textOf(report));
        Baseline baseline = BaselineFile.read(file, "itself");
        Measured measured = report.measured();
        SizeReport again = HostileReport.report(measured, java.util.Optional.of(baseline));
        assertThat(again.comparison().orElseThrow().changes())
                .hasSameSizeAs(measured.images())
                .allMatch(change -> change.ownChange() == 0 && change.inheritedChange() == 0);
        assertThat(again.profiles().get(0).upgrade().orElseThrow().packedBytes())
                .isZero();
    }

    @Test
    void tellsPackagesAndPathsThatMadeAChange() throws Exception {
        SizeReport before = HostileReport.of(directory);
        Path file = Files.writeString(directory.resolve("baseline.json"), ReportFormat.JSON.textOf(before));
        SizeReport after = HostileReport.report(
                HostileReport.store()
                        .image("child", "base", HostileReport.child("grown".repeat(1000)))
                        .measure(directory),
                java.util.Optional.of(BaselineFile.read(file, "before")));
        assertThat(after.comparison().orElseThrow().of("child").orElseThrow().causes())
                .anyMatch(cause -> cause.name().equals("[unowned]") && cause.change() > 0)
                .anyMatch(cause -> !cause.isPackage() && cause.name().equals("opt/grows"));
    }

    @Test
    void refusesBaselinesOfAnotherVersionAndDamagedOnes() throws Exception {
        assertRefused(
                "{\"version\": 2, \"images\": []}",
                "is of version 2, and this plugin reads 1; use the plugin that wrote it, or make it again");
        assertRefused("{\"images\": []}", "has no version, so no goal of this plugin wrote it; make it again");
        assertRefused("{\"version\": 1, \"images\": [{\"name\": \"a\"}]}", "the image a has no virtualBytes");
        assertRefused("{\"version\": 1, \"images\": [{}]}", "an entry without a name");
        assertRefused(
                "{\"version\": 1, \"images\": [{\"name\": \"a\", \"virtualBytes\": -1}]}", "is not a number of bytes");
        assertRefused("{\"version\": 1, ", "is not JSON");
    }

    private void assertRefused(String json, String message) throws Exception {
        Path file = Files.writeString(directory.resolve("baseline.json"), json);
        assertThatThrownBy(() -> BaselineFile.read(file, "x"))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining(message);
    }

    /** The schema is for people and other tools; what is written has just the fields that it lists. */
    @Test
    void hasTheFieldsOfItsSchema() throws Exception {
        JsonMapper mapper = new JsonMapper();
        JsonNode schema =
                mapper.readTree(Path.of("..", "docs", "size-report.schema.json").toFile());
        HostileReport.of(directory);
        SizeReport report = HostileReport.compared(directory);
        assertFits(mapper.readTree(ReportFormat.JSON.textOf(report)), schema, schema, "$");
        SizeReport manifests = HostileReport.manifests(directory);
        assertFits(mapper.readTree(ReportFormat.JSON.textOf(manifests)), schema, schema, "$");
    }

    private static void assertFits(JsonNode value, JsonNode schema, JsonNode root, String where) {
        JsonNode rule =
                schema.has("$ref") ? root.at(schema.path("$ref").asText().substring(1)) : schema;
        switch (rule.path("type").asText()) {
            case "object" -> {
                assertThat(value.isObject()).as(where).isTrue();
                if (rule.has("properties")) {
                    value.properties().forEach(field -> {
                        assertThat(rule.path("properties").has(field.getKey()))
                                .as(where + "." + field.getKey())
                                .isTrue();
                        assertFits(
                                field.getValue(),
                                rule.path("properties").path(field.getKey()),
                                root,
                                where + "." + field.getKey());
                    });
                }
                rule.path("required")
                        .forEach(field -> assertThat(value.has(field.asText()))
                                .as(where + " has " + field)
                                .isTrue());
            }
            case "array" -> value.forEach(item -> assertFits(item, rule.path("items"), root, where + "[]"));
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case "number" -> assertThat(value.isNumber()).as(where).isTrue();
            case "string" -> {
                assertThat(value.isTextual()).as(where).isTrue();
                if (rule.has("enum")) {
                    assertThat(rule.path("enum")).as(where).anyMatch(value::equals);
                }
            }
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            default ->
                assertThat(rule.has("const"))
                        .as(where + " has a type in the schema")
                        .isTrue();
        }
    }
}
