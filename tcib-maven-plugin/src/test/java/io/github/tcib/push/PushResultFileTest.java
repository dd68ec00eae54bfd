package io.github.tcib.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.registry.ImageReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushResultFileTest {

    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final Path SCHEMA = Path.of("..", "docs", "push-result.schema.json");

    @TempDir
    Path directory;

    @Test
    void writesWhatTheSchemaDescribes() throws Exception {
        Path file = directory.resolve("push-result.json");
        new PushResultFile().writeJson(result(false), file);

        JsonNode json = new JsonMapper().readTree(Files.readAllBytes(file));
        JsonNode schema = new JsonMapper().readTree(Files.readAllBytes(SCHEMA));
        JsonNode images = schema.path("properties").path("images").path("items");
        assertFits(json, schema);
        json.path("images").forEach(image -> assertFits(image, images));
        List<String> statuses = new ArrayList<>();
        images.path("properties").path("status").path("enum").forEach(word -> statuses.add(word.asText()));
        assertThat(statuses)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(PushStatus.values()).map(PushStatus::word).toList());
        assertThat(json.path("complete").asBoolean()).isFalse();
        assertThat(json.path("bytesSent").asLong()).isEqualTo(10);
        assertThat(json.path("images").path(0).path("pinned").asText())
                .isEqualTo("r.example:5000/ns/openstack-nova@" + DIGEST);
        assertThat(json.path("images").path(1).path("reason").asText()).isEqualTo("it broke");
    }

    @Test
    void writesDigestsOfWhatIsInTheRegistryAlone() throws Exception {
        Path file = directory.resolve("image-digests.yaml");
        new PushResultFile().writeDigests(result(false), file);
        assertThat(file).hasContent("nova: r.example:5000/ns/openstack-nova@" + DIGEST);

        new PushResultFile().writeDigests(result(true), file);
        assertThat(file).hasContent("{}");
    }

    private static PushResult result(boolean dryRun) throws Exception {
        ImageReference nova = ImageReference.parse("r.example:5000/ns/openstack-nova:1");
        return new PushResult(
                List.of(
                        new PushedImage(
                                new BuiltImage("nova", "localhost/nova:1", Optional.empty(), "d", "i"),
                                List.of(nova, nova.withTag("2")),
                                PushStatus.PUSHED,
                                Optional.of(new PushedImage.Manifest(DIGEST, Optional.of(MediaTypes.OCI_MANIFEST))),
                                new Traffic(10, 20, 30),
                                Duration.ofMillis(1500),
                                ""),
                        PushedImage.without(
                                new BuiltImage("on", "localhost/on:1", Optional.empty(), "d", "i"),
                                List.of(ImageReference.parse("r.example:5000/ns/openstack-on:1")),
                                PushStatus.FAILED,
                                "it broke",
                                Duration.ZERO)),
                dryRun,
                Duration.ofSeconds(2));
    }

    private static void assertFits(JsonNode json, JsonNode schema) {
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<String> described = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(described::add);
        List<String> written = new ArrayList<>();
        json.fieldNames().forEachRemaining(written::add);
        assertThat(written).containsAll(required).isSubsetOf(described).isSorted();
    }
}
