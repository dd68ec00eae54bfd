package io.github.tcib.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.Content;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayerDraft;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.LayerWriter;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.registry.Credentials;
import io.github.tcib.registry.FaultyProxy;
import io.github.tcib.registry.FaultyProxy.Fault;
import io.github.tcib.registry.LocalRegistry;
import io.github.tcib.registry.Proxies;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistrySettings;
import io.github.tcib.registry.Retries;
import io.github.tcib.registry.Timeouts;
import io.github.tcib.registry.TrustSettings;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image for two platforms, in a layout as the embedded engine leaves it, to a real registry and looked at by skopeo. */
@Tag("registry")
class IndexPushTest {

    private static final Path SCHEMA = Path.of("..", "docs", "push-result.schema.json");

    @TempDir
    private Path directory;

    private LocalRegistry registry;
    private List<BuiltImage> images;

    @BeforeEach
    void build() throws Exception {
        LocalRegistry.requireProgram("skopeo");
        registry = LocalRegistry.start(directory);
        Path results = directory.resolve("build-result.json");
        Files.writeString(results, """
                {"version": 2, "platforms": [{"platform": "linux/amd64"}, {"platform": "linux/arm64/v8"}], "images": [
                  {"name": "api", "reference": "localhost/it/api:1", "platforms": [%s, %s]}]}
                """.formatted(
                        image("linux/amd64", "amd64", ""), image("linux/arm64/v8", "arm64", ",\"variant\":\"v8\"")));
        images = new BuiltImages(results).read(List.of());
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private String image(String platform, String architecture, String variant) throws Exception {
        OciLayout layout = OciLayout.create(directory.resolve("oci"));
        Layer layer = layout.writeLayer(
                LayerDraft.of(Map.of(
                        "machine",
                        new Node.File(new Attributes(0644, 0, 0), Content.of(architecture.getBytes(UTF_8))))),
                new LayerWriter(Instant.EPOCH),
                LayerPacking.fast(),
                ImageFormat.OCI);
        LayoutImage image = layout.writeImage(
                new JsonMapper()
                        .readTree("{\"architecture\":\"" + architecture + "\",\"os\":\"linux\"" + variant
                                + ",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + layer.diffId()
                                + "\"]}}"),
                List.of(layer),
                ImageFormat.OCI,
                new TreeMap<>());
        String reference = "localhost/it/api:1-" + platform.replace('/', '-');
        layout.index().write(reference, image.manifest());
        return "{\"platform\":\"" + platform + "\",\"status\":\"built\",\"reference\":\"" + reference
                + "\",\"parent\":\"scratch\",\"digest\":\"" + image.manifest().digest() + "\",\"id\":\""
                + image.configBlob().digest() + "\"}";
    }

    @Test
    void pushesManifestsByDigestAndTheIndexUnderEveryTag() throws Exception {
        PushResult result = push(registry.name(), Optional.empty(), List.of("nightly"), false, false);

        PushedImage api = result.images().get(0);
        assertThat(result.images()).hasSize(1);
        assertThat(api.status()).isEqualTo(PushStatus.PUSHED);
        assertThat(tags()).containsExactlyInAnyOrder("1", "nightly");
        for (String tag : List.of("1", "nightly")) {
            JsonNode index = inspect(tag, "--raw");
            assertThat(index.path("mediaType").asText()).isEqualTo("application/vnd.oci.image.index.v1+json");
            assertThat(index.path("manifests"))
                    .extracting(manifest -> manifest.path("platform").toString())
                    .containsExactly(
                            "{\"architecture\":\"amd64\",\"os\":\"linux\"}",
                            "{\"architecture\":\"arm64\",\"os\":\"linux\",\"variant\":\"v8\"}");
        }
        assertThat(inspect("1").path("Digest").asText())
                .isEqualTo(api.manifest().orElseThrow().digest().toString());
        assertThat(inspectOn("arm64", "1", "--config").path("architecture").asText())
                .isEqualTo("arm64");
        assertThat(inspectOn("amd64", "1", "--config").path("architecture").asText())
                .isEqualTo("amd64");
    }

    @Test
    void writesTheDigestsOfTheIndexAndOfItsPlatforms() throws Exception {
        PushResult result = push(registry.name(), Optional.empty(), List.of(), false, false);
        Path json = directory.resolve("push-result.json");
        Path yaml = directory.resolve("image-digests.yaml");
        new PushResultFile().writeJson(result, json);
        new PushResultFile().writeDigests(result, yaml);

        JsonNode written = new JsonMapper().readTree(json.toFile());
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(new JsonMapper().readTree(SCHEMA.toFile()))
                        .validate(written))
                .isEmpty();
        JsonNode api = written.path("images").path(0);
        assertThat(api.path("platforms"))
                .extracting(platform -> platform.path("digest").asText())
                .containsExactly(images.get(0).digest(), images.get(1).digest());
        assertThat(Files.readString(yaml))
                .isEqualTo("api: " + registry.name() + "/it/api@"
                        + api.path("digest").asText() + "\n");
    }

    @Test
    void changesNothingTheSecondTimeAndLeavesTagsAloneThatAreThere() throws Exception {
        PushResult first = push(registry.name(), Optional.empty(), List.of(), false, false);
        PushResult second = push(registry.name(), Optional.empty(), List.of(), false, false);
        PushResult existing = push(registry.name(), Optional.empty(), List.of(), true, false);

        assertThat(second.images().get(0).status()).isEqualTo(PushStatus.UNCHANGED);
        assertThat(existing.images().get(0).status()).isEqualTo(PushStatus.EXISTING);
        for (PushResult again : List.of(second, existing)) {
            assertThat(again.traffic().sent()).isZero();
            assertThat(again.images().get(0).pinned())
                    .isEqualTo(first.images().get(0).pinned());
        }
    }

    @Test
    void givesAnotherTagWithoutTheBuiltOne() throws Exception {
        push(registry.name(), Optional.of("release"), List.of(), false, false);

        assertThat(tags()).containsExactly("release");
    }

    @Test
    void writesNothingInADryRun() throws Exception {
        PushResult result = push(registry.name(), Optional.empty(), List.of(), false, true);

        assertThat(result.isComplete()).isTrue();
        assertThat(result.images().get(0).status()).isEqualTo(PushStatus.PLANNED);
        assertThat(directory.resolve("registry/docker/registry/v2/repositories/it"))
                .doesNotExist();
    }

    @Test
    void writesNoIndexWithoutOneOfItsPlatforms() throws Exception {
        String arm64 = images.get(1).digest();
        try (FaultyProxy proxy = FaultyProxy.before(
                registry,
                (method, path) -> method.equals("PUT") && path.contains("manifests/" + arm64)
                        ? new Fault.Cut(10)
                        : new Fault.None())) {
            PushResult result = push(proxy.name(), Optional.empty(), List.of(), false, false);

            assertThat(result.isComplete()).isFalse();
            assertThat(result.images().get(0).status()).isEqualTo(PushStatus.FAILED);
            assertThat(result.images().get(0).reason()).startsWith("no index without linux/arm64/v8: ");
            assertThat(directory.resolve("registry/docker/registry/v2/repositories/it/api/_manifests/tags"))
                    .doesNotExist();
        }
    }

    private PushResult push(
            String host, Optional<String> tag, List<String> moreTags, boolean skipExisting, boolean dryRun)
            throws Exception {
        Path work = directory.resolve("push");
        Registries registries = new Registries(new RegistrySettings(
                Credentials.none(),
                new TrustSettings(List.of(), Set.of(host)),
                Proxies.open(ProxySelector.of(null)),
                new Retries(2, Duration.ofMillis(5), Duration.ofMillis(50)),
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20)),
                notice -> {}));
        PushRequest request =
                new PushRequest(images, new PushTargets(Optional.of(host), tag, moreTags), skipExisting, dryRun, 2);
        PushLog log = new PushLog() {
            @Override
            public void done(PushedImage image, int done, int total) {
                assertThat(done).isBetween(1, total);
            }

            @Override
            public void notice(String text) {}
        };
        PackedImages packed = new PackedImages(OciLayout.create(work), LayerPacking.fast(), directory.resolve("oci"));
        return new IndexPush(request, registries, log)
                .run(new TreePush(
                                request,
                                registries,
                                packed,
                                new BuildahStore(List.of("no-buildah-is-needed"), work.resolve("export")),
                                log)
                        .run());
    }

    private JsonNode inspect(String tag, String... options) throws Exception {
        return inspectOn("amd64", tag, options);
    }

    private JsonNode inspectOn(String architecture, String tag, String... options) throws Exception {
        List<String> words = new ArrayList<>(
                List.of("skopeo", "--override-os", "linux", "--override-arch", architecture, "inspect"));
        words.addAll(List.of(options));
        words.addAll(List.of("--tls-verify=false", "docker://" + registry.name() + "/it/api:" + tag));
        Process process = new ProcessBuilder(words)
                .redirectError(directory.resolve("errors").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", words, Files.readString(directory.resolve("errors")))
                .isZero();
        return new JsonMapper().readTree(out);
    }

    private List<String> tags() throws Exception {
        try (var names =
                Files.list(directory.resolve("registry/docker/registry/v2/repositories/it/api/_manifests/tags"))) {
            return names.map(path -> path.getFileName().toString()).toList();
        }
    }
}
