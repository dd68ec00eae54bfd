package io.github.tcib.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.registry.FaultyProxy;
import io.github.tcib.registry.FaultyProxy.Fault;
import io.github.tcib.registry.LocalRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real images, in buildah's store, to a real registry and back. */
@Tag("registry")
class TreePushTest {

    @TempDir
    Path directory;

    private PushFixture fixture;

    @BeforeEach
    void build() throws Exception {
        LocalRegistry.requireProgram("docker-registry");
        LocalRegistry.requireProgram("skopeo");
        fixture = PushFixture.build(directory, "docker");
    }

    @Test
    void pushesImagesThatComeBackTheSame() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult result = fixture.push(registry.name());

            assertThat(result.isComplete()).isTrue();
            assertThat(result.images()).allMatch(image -> image.status() == PushStatus.PUSHED);
            assertComeBackTheSame(registry.name(), result, "1");
        }
    }

    @Test
    void pushesImagesOfTheOciFormatWithTheirAnnotations() throws Exception {
        fixture = PushFixture.build(directory.resolve("oci-format"), "oci");
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult result = fixture.push(registry.name());

            JsonNode manifest = new JsonMapper()
                    .readTree(fixture.command(
                            "skopeo",
                            "inspect",
                            "--raw",
                            "--tls-verify=false",
                            "docker://" + registry.name() + "/ns/openstack-nova:1"));
            assertThat(manifest.path("mediaType").asText()).isEqualTo("application/vnd.oci.image.manifest.v1+json");
            assertThat(manifest.path("annotations")
                            .path("org.opencontainers.image.base.name")
                            .asText())
                    .isEqualTo("localhost/ns/openstack-base:1");
            assertComeBackTheSame(registry.name(), result, "1");
        }
    }

    @Test
    void packsEachLayerOnceAndMountsWhatTheParentHas() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult result = fixture.push(registry.name());

            PushedImage base = result.images().get(0);
            PushedImage nova = result.images().get(1);
            assertThat(base.traffic().mounted()).isZero();
            assertThat(nova.traffic().mounted())
                    .as("the layers of the base, without its config")
                    .isBetween(base.traffic().sent() - 10_000, base.traffic().sent());
            assertThat(nova.traffic().sent()).isBetween(200_000L, 210_000L);
            // two layers of the busybox base, one an image; three configs and manifests
            assertThat(fixture.packedBlobs()).hasSize(distinctLayers() + 6);
        }
    }

    @Test
    void sendsNothingTheSecondTime() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult first = fixture.push(registry.name());
            PushResult second = fixture.push(
                    registry.name(),
                    fixture.images(),
                    Optional.empty(),
                    List.of(),
                    false,
                    false,
                    List.of("no-buildah-is-needed"));

            assertThat(second.images()).allMatch(image -> image.status() == PushStatus.UNCHANGED);
            assertThat(second.traffic().sent() + second.traffic().mounted()).isZero();
            assertThat(second.traffic().skipped())
                    .isEqualTo(first.traffic().sent() + first.traffic().mounted());
            assertThat(second.images().stream().map(PushedImage::pinned).toList())
                    .isEqualTo(first.images().stream().map(PushedImage::pinned).toList());
        }
    }

    @Test
    void healsABlobThatTheRegistryHasLost() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult first = fixture.push(registry.name());
            Layer lost = last(imageOf(fixture.images().get(1)).layers());
            registry.unlinkBlob("ns/openstack-nova", lost.blob().digest().hex());
            Files.delete(registry.blobFile(lost.blob().digest().hex()));

            PushResult second = fixture.push(registry.name());

            assertThat(second.images().get(1).status()).isEqualTo(PushStatus.PUSHED);
            assertThat(second.traffic().sent()).isEqualTo(lost.blob().size());
            assertComeBackTheSame(registry.name(), first, "1");
        }
    }

    @Test
    void sendsOnlyTheRestAfterAFailure() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory);
                FaultyProxy proxy = FaultyProxy.before(
                        registry,
                        (method, path) -> FaultyProxy.isUpload(method, path) && path.contains("/openstack-nova/")
                                ? new Fault.Cut(50_000)
                                : new Fault.None())) {
            PushResult first = fixture.push(proxy.name());

            assertThat(first.isComplete()).isFalse();
            assertThat(first.missing()).singleElement().satisfies(image -> {
                assertThat(image.image().name()).isEqualTo("nova");
                assertThat(image.reason()).contains("ns/openstack-nova").contains("tried 5 times");
                assertThat(image.pinned()).isEmpty();
            });

            proxy.heal();
            PushResult second = fixture.push(proxy.name());

            assertThat(second.images().stream().map(PushedImage::status).toList())
                    .containsExactly(PushStatus.UNCHANGED, PushStatus.PUSHED, PushStatus.UNCHANGED);
            assertThat(second.traffic().sent()).isBetween(200_000L, 210_000L);
            assertComeBackTheSame(registry.name(), second, "1");
        }
    }

    @Test
    void endsCompleteThoughEverythingGoesWrongNowAndThen() throws Exception {
        for (int seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            try (LocalRegistry registry =
                            LocalRegistry.start(Files.createDirectories(directory.resolve("run" + seed)));
                    FaultyProxy proxy = FaultyProxy.before(registry, (method, path) -> fault(random, method, path))) {
                PushResult result = fixture.push(proxy.name());
                for (int again = 0; again < 5 && !result.isComplete(); again++) {
                    assertThat(result.missing())
                            .as("seed %s", seed)
                            .allSatisfy(image -> assertThat(image.reason()).contains("tried 5 times"));
                    result = fixture.push(proxy.name());
                }
                assertThat(result.isComplete()).as("seed %s", seed).isTrue();
                assertComeBackTheSame(registry.name(), result, "1");
            }
        }
    }

    private static synchronized Fault fault(Random random, String method, String path) {
        return switch (random.nextInt(12)) {
            case 0 -> new Fault.Drop();
            case 1 -> new Fault.Answer(429, List.of("Retry-After: 0"), "");
            case 2 -> new Fault.Answer(random.nextBoolean() ? 500 : 503, List.of(), "");
            case 3 ->
                FaultyProxy.isUpload(method, path) ? new Fault.Cut(random.nextInt(90_000)) : new Fault.LoseAnswer();
            default -> new Fault.None();
        };
    }

    @Test
    void tagsWithoutBuildingAgain() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult first = fixture.push(registry.name());
            PushResult second = fixture.push(
                    registry.name(), fixture.images(), Optional.of("2"), List.of("2.0", "stable"), false, false);

            assertThat(second.traffic().sent()).isZero();
            for (String tag : List.of("2", "2.0", "stable")) {
                assertComeBackTheSame(registry.name(), first, tag);
            }
        }
    }

    @Test
    void leavesTagsAloneThatAreThere() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            List<BuiltImage> images = fixture.images();
            PushResult first =
                    fixture.push(registry.name(), images.subList(0, 1), Optional.empty(), List.of(), false, false);
            List<BuiltImage> swapped = List.of(
                    new BuiltImage(
                            "base",
                            images.get(0).reference(),
                            Optional.empty(),
                            images.get(1).digest(),
                            images.get(1).id()),
                    images.get(2));

            PushResult second = fixture.push(registry.name(), swapped, Optional.empty(), List.of(), true, false);

            assertThat(second.images().stream().map(PushedImage::status).toList())
                    .containsExactly(PushStatus.EXISTING, PushStatus.PUSHED);
            assertThat(second.images().get(0).pinned())
                    .isEqualTo(first.images().get(0).pinned());
        }
    }

    @Test
    void sendsNothingInADryRun() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult before =
                    fixture.push(registry.name(), fixture.images(), Optional.empty(), List.of(), false, true);
            assertThat(before.images()).allMatch(image -> image.status() == PushStatus.PLANNED);
            assertThat(registry.uploads("ns/openstack-base")).isEmpty();
            assertThat(fixture.packedBlobs()).isEmpty();

            PushResult real = fixture.push(registry.name());
            PushResult after =
                    fixture.push(registry.name(), fixture.images(), Optional.empty(), List.of(), false, true);
            assertThat(after.traffic().sent()).isZero();
            assertThat(after.traffic().skipped())
                    .isEqualTo(real.traffic().sent() + real.traffic().mounted());
        }
    }

    @Test
    void asksBuildahForLayersItCannotRead() throws Exception {
        List<String> vfs = List.of(
                "buildah",
                "--root",
                directory.resolve("vfs").toString(),
                "--runroot",
                directory.resolve("vfs-run").toString(),
                "--storage-driver",
                "vfs");
        List<BuiltImage> copies = new ArrayList<>();
        for (BuiltImage image : fixture.images()) {
            String copy = "dir:" + directory.resolve("copy-" + image.name());
            fixture.run("push", "-q", "--disable-compression", image.id(), copy);
            List<String> words = new ArrayList<>(vfs);
            words.addAll(List.of("pull", "-q", copy));
            String id = fixture.command(words.toArray(String[]::new));
            copies.add(new BuiltImage(image.name(), image.reference(), image.parent(), image.digest(), "sha256:" + id));
        }
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult result = fixture.push(registry.name(), copies, Optional.empty(), List.of(), false, false, vfs);

            assertThat(result.missing()).isEmpty();
            assertComeBackTheSame(registry.name(), result, "1");
            assertThat(directory.resolve("push/export")).doesNotExist();
        }
    }

    @Test
    void saysThatAnImageIsGone() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            List<BuiltImage> images = fixture.images();
            fixture.run("rmi", images.get(2).id());

            assertThatThrownBy(() -> fixture.push(registry.name(), images, Optional.empty(), List.of(), false, false))
                    .isInstanceOf(PushException.class)
                    .hasMessage("glance: the image " + images.get(2).id() + " of "
                            + images.get(2).reference() + " is no longer in buildah's store; build again");
        }
    }

    @Test
    void triesNothingWhenTheRegistryCannotBeSpokenTo() throws Exception {
        try (LocalRegistry registry =
                LocalRegistry.start(directory, LocalRegistry.Options.plain().login(directory))) {
            assertThatThrownBy(() -> fixture.push(registry.name()))
                    .isInstanceOf(PushException.class)
                    .hasMessageStartingWith("nothing is pushed: " + registry.name() + ": it wants a login, ");
            assertThat(fixture.packedBlobs()).isEmpty();
        }
    }

    /** Config, and with it the ids of all layers, by skopeo; content by buildah, which checks each layer against its id. */
    private void assertComeBackTheSame(String registry, PushResult pushed, String tag) throws Exception {
        for (BuiltImage image : fixture.images()) {
            String reference = "docker://" + registry + "/ns/openstack-" + image.name() + ":" + tag;
            Path copy = Files.createTempDirectory(directory, "back");
            fixture.command("skopeo", "copy", "-q", "--src-tls-verify=false", reference, "dir:" + copy);
            String hex = image.id().substring("sha256:".length());
            assertThat(copy.resolve(hex)).as("the config of %s", reference).exists();
            String digest =
                    fixture.command("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", reference);
            assertThat(pushed.images().stream()
                            .filter(one -> one.image().name().equals(image.name()))
                            .findFirst())
                    .hasValueSatisfying(one ->
                            assertThat(one.manifest().orElseThrow().digest()).hasToString(digest));
        }
        List<String> back = new ArrayList<>();
        for (BuiltImage image : fixture.images()) {
            back.add(fixture.command(
                    "buildah",
                    "--root",
                    directory.resolve("back").toString(),
                    "--runroot",
                    directory.resolve("back-run").toString(),
                    "pull",
                    "-q",
                    "--tls-verify=false",
                    "docker://" + registry + "/ns/openstack-" + image.name() + ":" + tag));
        }
        assertThat(back)
                .isEqualTo(fixture.images().stream()
                        .map(image -> image.id().substring("sha256:".length()))
                        .toList());
    }

    private LayoutImage imageOf(BuiltImage image) throws Exception {
        return fixture.packed().find(image.digest()).orElseThrow();
    }

    private int distinctLayers() throws Exception {
        List<Layer> layers = new ArrayList<>();
        for (BuiltImage image : fixture.images()) {
            layers.addAll(imageOf(image).layers());
        }
        return (int) layers.stream().map(Layer::diffId).distinct().count();
    }

    private static Layer last(List<Layer> layers) {
        return layers.get(layers.size() - 1);
    }
}
