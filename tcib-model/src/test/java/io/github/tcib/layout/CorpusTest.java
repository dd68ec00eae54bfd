package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.tcib.SharedData;
import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.ImageTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The living reference layout comes out as the reference tool renders it, byte for byte after the comment header. */
class CorpusTest {

    private static final int EXPECTED_FILES = 103;

    @TestFactory
    Stream<DynamicTest> rendersEveryContainerfileAsTheReferenceDoes() throws Exception {
        Path expected = SharedData.path("corpus/podified/expected");
        Map<String, ImageDefinition> rendered = byPath(read());
        List<Path> files;
        try (Stream<Path> walk = Files.walk(expected)) {
            files = walk.filter(file -> file.endsWith("Containerfile")).sorted().toList();
        }
        assertThat(files).hasSize(EXPECTED_FILES);
        return files.stream().map(file -> {
            String path = expected.relativize(file.getParent()).toString();
            return dynamicTest(path, () -> {
                assertThat(rendered).containsKey(path);
                String text = ContainerfileWriter.write(rendered.get(path));
                assertThat(text.substring(text.indexOf('\n') + 1)).isEqualTo(Files.readString(file));
            });
        });
    }

    @Test
    void rendersNothingThatTheReferenceDoesNot() throws Exception {
        Path expected = SharedData.path("corpus/podified/expected");
        assertThat(byPath(read()).keySet())
                .allSatisfy(path -> assertThat(expected.resolve(path).resolve("Containerfile"))
                        .isRegularFile())
                .hasSize(EXPECTED_FILES);
    }

    @Test
    void leavesValkeyOutOfBuildingOnRelease9() throws Exception {
        assertThat(read().leftOut()).hasToString("{valkey=release 9 has redis in its place}");
    }

    private static Map<String, ImageDefinition> byPath(ImageTree tree) {
        Map<String, ImageDefinition> byPath = new TreeMap<>();
        tree.graph().images().forEach(image -> byPath.put(image.path(), image));
        return byPath;
    }

    private static ImageTree read() throws LayoutException, IOException {
        Path corpus = SharedData.path("corpus/podified");
        return new LayoutReader(
                        new LayoutSettings(
                                corpus.resolve("tcib"),
                                corpus,
                                Path.of("target", "context").toAbsolutePath(),
                                new LayoutSettings.Choice(
                                        Optional.of(corpus.resolve("containers.yaml")),
                                        List.of(),
                                        List.of(),
                                        List.of()),
                                new LayoutSettings.Distribution("centos:stream9", "centos", "9", "x86_64"),
                                new LayoutSettings.Overrides(
                                        Map.of("tcib_python_version", "3.9"), Map.of(), Map.of(), Optional.empty()),
                                new ImageNaming(
                                        "localhost", "podified-master-centos9", "openstack", "current-podified")),
                        Map.of())
                .read();
    }
}
