package io.github.tcib.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.build.StoredImage;
import io.github.tcib.model.ImageName;
import io.github.tcib.oci.Platform;
import io.github.tcib.platform.PlatformResults.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformResultsTest {

    private static final Path SCHEMA = Path.of("../docs/build-result-platforms.schema.json");
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @TempDir
    private Path directory;

    private Path file;
    private List<PlatformTarget> targets;

    @BeforeEach
    void open() {
        file = directory.resolve("build-result.json");
        targets = PlatformTarget.several(
                List.of(new Platform("linux", "amd64", ""), new Platform("linux", "arm64", "v8")), directory);
    }

    @Test
    void writesWhatBecameOfEachImageOnEachPlatform() throws Exception {
        new PlatformResults(file)
                .write(
                        targets,
                        List.of(
                                outcome(0, image("api", ImageStatus.BUILT, "not in store"), excluded("redis")),
                                outcome(1, image("api", ImageStatus.FAILED, "no"), excluded("redis"))));
        JsonNode json = read();

        assertThat(problemsOf(json)).isEmpty();
        assertThat(json.path("complete").asBoolean()).isFalse();
        assertThat(json.path("platforms").path(1).path("results").asText())
                .isEqualTo("linux-arm64-v8/build-result.json");
        JsonNode api = json.path("images").path(0);
        assertThat(api.path("reference").asText()).isEqualTo("localhost/api:1");
        assertThat(api.path("platforms").path(0).path("digest").asText()).isEqualTo(DIGEST);
        assertThat(api.path("platforms").path(1).path("status").asText()).isEqualTo("failed");
        assertThat(json.path("images").path(1).has("reference")).isFalse();
        assertThat(new PlatformResults(file).readTargets()).isEqualTo(targets);
    }

    @Test
    void isIncompleteWhenAPlatformWasNotReached() throws Exception {
        List<Outcome> one = List.of(outcome(0, image("api", ImageStatus.CACHED, "")));
        new PlatformResults(file).write(targets, one);

        assertThat(PlatformResults.isComplete(targets, one)).isFalse();
        assertThat(problemsOf(read())).isEmpty();
        assertThat(read().path("complete").asBoolean()).isFalse();
        assertThat(new PlatformResults(file).readTargets()).isEqualTo(targets.subList(0, 1));
    }

    @Test
    void knowsNoPlatformsOfABuildForOne() throws Exception {
        assertThat(new PlatformResults(file).readTargets()).isEmpty();
        Files.writeString(file, "{\"version\": 1, \"images\": []}");
        assertThat(new PlatformResults(file).readTargets()).isEmpty();
        Files.writeString(file, "{");
        assertThatThrownBy(() -> new PlatformResults(file).readTargets())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not JSON");
    }

    @Test
    void knowsThePlatformsThatEarlierPluginsRecorded() throws Exception {
        Files.copy(Path.of("src/test/resources/formats/build-result-2.json"), file);
        assertThat(new PlatformResults(file).readTargets())
                .extracting(PlatformTarget::resultFile)
                .containsExactly(
                        directory.resolve("linux-amd64/build-result.json"),
                        directory.resolve("linux-arm64/build-result.json"));
    }

    @Test
    void saysWhatToDoWithResultsOfANewerPlugin() throws Exception {
        Files.writeString(file, "{\"images\": [], \"version\": 3}");
        assertThatThrownBy(() -> new PlatformResults(file).readTargets())
                .hasMessage(file + " is of version 3, and this plugin reads 1 and 2; use the plugin that wrote it, or"
                        + " build again with this one");
    }

    @Test
    void readsNoResultsFromElsewhere() throws Exception {
        Files.writeString(
                file,
                "{\"platforms\": [{\"platform\": \"linux/amd64\", \"results\": \"../other/build-result.json\"}],"
                        + " \"version\": 2}");
        assertThatThrownBy(() -> new PlatformResults(file).readTargets())
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": it names results that are not below it; build again");
    }

    private Outcome outcome(int target, ImageResult... images) {
        return new Outcome(
                targets.get(target),
                Map.of("api", "localhost/api:1"),
                new BuildResult(List.of(images), List.of(), Duration.ofSeconds(2), false));
    }

    private static ImageResult image(String name, ImageStatus status, String reason) {
        return new ImageResult(
                new ImageName(name),
                Optional.of("localhost/" + name + ":1-linux-amd64"),
                Optional.of("scratch"),
                status,
                reason,
                status == ImageStatus.FAILED
                        ? Optional.empty()
                        : Optional.of(new StoredImage(DIGEST, DIGEST, 7, Optional.empty(), List.of())),
                Optional.empty(),
                Optional.empty());
    }

    private static ImageResult excluded(String name) {
        return new ImageResult(
                new ImageName(name),
                Optional.empty(),
                Optional.empty(),
                ImageStatus.EXCLUDED,
                "release 10 has valkey in its place",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private JsonNode read() throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }

    private static Iterable<?> problemsOf(JsonNode json) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new JsonMapper().readTree(SCHEMA.toFile()))
                .validate(json);
    }
}
