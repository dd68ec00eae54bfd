package io.github.tcib.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineFileTest {

    private static final Path FORMATS = Path.of("src/test/resources/formats");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"size-report-1.json", "size-report-1-first.json"})
    void readsReportsAsEarlierPluginsWroteThem(String name) throws Exception {
        Baseline baseline = BaselineFile.read(FORMATS.resolve(name), "the last release");

        assertThat(baseline.images()).containsOnlyKeys("base", "service", "api");
        Baseline.Image api = baseline.images().get("api");
        assertThat(api.bytes()).hasValue(9216);
        assertThat(api.ownBytes()).hasValue(3072);
        assertThat(api.parent()).contains("service");
        assertThat(api.layers())
                .hasSize(3)
                .containsAll(baseline.images().get("service").layers());
        assertThat(api.owners()).extracting(OwnerBytes::bytes).containsExactly(3047L, 25L);
        assertThat(api.files()).extracting(FileBytes::path).containsExactly("etc/api/api.conf");
    }

    @Test
    void saysWhatToDoWithAReportOfANewerPlugin() throws Exception {
        Path file = Files.writeString(
                directory.resolve("size-report.json"),
                Files.readString(FORMATS.resolve("size-report-1.json"))
                        .replaceFirst("\"version\"( ?): 1", "\"version\"$1: 2"));

        assertThatThrownBy(() -> BaselineFile.read(file, "the last release"))
                .isInstanceOf(BaselineException.class)
                .hasMessage("the baseline " + file + " is of version 2, and this plugin reads 1; use the plugin that"
                        + " wrote it, or make it again with this one");
    }

    @Test
    void readsTheImagesThatABuildRecorded() throws Exception {
        BuiltImages built = BuiltImages.read(FORMATS.resolve("build-result-1.json"));

        assertThat(built.requests())
                .extracting(ImageRequest::reference)
                .containsExactly(
                        "localhost/quickstart/demo-base:latest",
                        "localhost/quickstart/demo-service:latest",
                        "localhost/quickstart/demo-api:latest");
        assertThat(built.digests()).hasSize(3);
        assertThat(built.engines()).containsExactly("jib");
        assertThat(built.missing()).isEmpty();
    }

    @Test
    void saysWhatToDoWithResultsOfANewerPlugin() throws Exception {
        Path file = Files.writeString(directory.resolve("build-result.json"), "{\"images\": [], \"version\": 3}");

        assertThatThrownBy(() -> BuiltImages.read(file))
                .hasMessage(file + " is of version 3, and this plugin reads 1; use the plugin that wrote it, or run"
                        + " tcib:build of this one");
        assertThat(List.of("{\"images\": []}", "[]")).allSatisfy(text -> {
            Files.writeString(file, text);
            assertThatThrownBy(() -> BuiltImages.read(file))
                    .hasMessage(
                            file + " has no version, so no goal of this plugin wrote it; run tcib:build of this one");
        });
    }
}
