package io.github.tcib.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.layout.LayoutReader;
import io.github.tcib.layout.LayoutSettings;
import io.github.tcib.model.ImageNaming;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** One small tree in every format. */
class TreeFormatTest {

    @TempDir
    Path directory;

    private List<TreeNode> roots = List.of();

    @BeforeEach
    void readTree() throws Exception {
        file("tcib/base/base.yaml", "tcib_actions: []\n");
        file("tcib/base/os/os.yaml", "tcib_actions: []\n");
        file("tcib/base/os/end/end.yaml", "tcib_actions: []\n");
        file("tcib/base/redis/redis.yaml", "tcib_actions: []\n");
        file("tcib/base/valkey/valkey.yaml", "tcib_actions: []\n");
        file("tcib/side/side.yaml", "tcib_from: ubi9:9.4\n");
        file("build-result.json", """
                {"version": 1, "images": [
                 {"name": "base", "status": "built", "sizeBytes": 318000000, "seconds": 42.1},
                 {"name": "os", "status": "cached", "sizeBytes": 400000000, "seconds": 0.1},
                 {"name": "end", "status": "failed", "seconds": 3.0}]}
                """);
        roots = TreeNode.rootsOf(
                new LayoutReader(
                                new LayoutSettings(
                                        directory.resolve("tcib"),
                                        directory,
                                        directory.resolve("context"),
                                        LayoutSettings.Choice.everything(),
                                        new LayoutSettings.Distribution("centos:stream9", "centos", "9", "x86_64"),
                                        LayoutSettings.Overrides.none(),
                                        new ImageNaming("localhost", "ns", "", "t1")),
                                Map.of())
                        .read(),
                Measurements.read(directory.resolve("build-result.json")));
    }

    @Test
    void drawsLinesWithSizesAndTimesInAColumn() {
        assertThat(TreeFormat.CONSOLE.draw(roots)).isEqualTo("""
                centos:stream9
                └─ base         318 MB, 42.1 s
                   ├─ os        400 MB
                   │  └─ end
                   ├─ redis
                   └─ valkey    not built: release 9 has redis in its place
                ubi9:9.4
                └─ side
                """);
    }

    @Test
    void drawsForGraphviz() {
        assertThat(TreeFormat.DOT.draw(roots)).isEqualTo("""
                digraph images {
                  rankdir=LR;
                  node [shape=box, fontname="sans-serif"];
                  "centos:stream9" [label="centos:stream9", tooltip="centos:stream9", shape=ellipse];
                  "base" [label="base\\n318 MB, 42.1 s", tooltip="localhost/ns/base:t1"];
                  "os" [label="os\\n400 MB", tooltip="localhost/ns/os:t1"];
                  "end" [label="end", tooltip="localhost/ns/end:t1"];
                  "os" -> "end";
                  "base" -> "os";
                  "redis" [label="redis", tooltip="localhost/ns/redis:t1"];
                  "base" -> "redis";
                  "valkey" [label="valkey\\nnot built: release 9 has redis in its place", tooltip="localhost/ns/valkey:t1", style=dashed];
                  "base" -> "valkey";
                  "centos:stream9" -> "base";
                  "ubi9:9.4" [label="ubi9:9.4", tooltip="ubi9:9.4", shape=ellipse];
                  "side" [label="side", tooltip="localhost/ns/side:t1"];
                  "ubi9:9.4" -> "side";
                }
                """);
    }

    @Test
    void numbersTheNodesOfMermaidSinceNamesMayBeItsKeywords() {
        assertThat(TreeFormat.MERMAID.draw(roots)).isEqualTo("""
                flowchart LR
                  n0(["centos:stream9"])
                  n1["base<br/>318 MB, 42.1 s"]
                  n2["os<br/>400 MB"]
                  n3["end"]
                  n2 --> n3
                  n1 --> n2
                  n4["redis"]
                  n1 --> n4
                  n5["valkey<br/>not built: release 9 has redis in its place"]
                  style n5 stroke-dasharray: 4
                  n1 --> n5
                  n0 --> n1
                  n6(["ubi9:9.4"])
                  n7["side"]
                  n6 --> n7
                """);
    }

    @Test
    void writesBytesAndSecondsToJson() throws IOException {
        JsonNode json = JsonMapper.builder().build().readTree(TreeFormat.JSON.draw(roots));

        assertThat(json.path("version").asInt()).isEqualTo(1);
        JsonNode base = json.at("/roots/0/children/0");
        assertThat(base.path("name").asText()).isEqualTo("base");
        assertThat(base.path("reference").asText()).isEqualTo("localhost/ns/base:t1");
        assertThat(base.path("sizeBytes").asLong()).isEqualTo(318_000_000);
        assertThat(base.path("seconds").asDouble()).isEqualTo(42.1);
        assertThat(base.at("/children/0").has("seconds")).as("a cached image").isFalse();
        assertThat(base.at("/children/2/built").asBoolean()).isFalse();
        assertThat(json.at("/roots/1/name").asText()).isEqualTo("ubi9:9.4");
    }

    @Test
    void drawsAnSvgWithABoxForEachNodeAndALineForEachChild() throws Exception {
        String svg = TreeFormat.SVG.draw(roots);
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));

        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(8);
        assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(6);
        double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
        for (int i = 0; i < 8; i++) {
            Element box = (Element) document.getElementsByTagName("rect").item(i);
            assertThat(number(box, "x") + number(box, "width")).isLessThan(width);
            assertThat(number(box, "y")).isPositive();
            assertThat(number(box, "y") + number(box, "height")).isLessThan(height);
        }
    }

    @Test
    void readsNothingWhereNothingWasBuilt() throws IOException {
        assertThat(Measurements.read(directory.resolve("none.json"))).isEmpty();
    }

    @Test
    void saysWhenTheResultsAreNoJson() throws IOException {
        file("broken.json", "{");
        assertThatThrownBy(() -> Measurements.read(directory.resolve("broken.json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.json is not JSON");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private void file(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
