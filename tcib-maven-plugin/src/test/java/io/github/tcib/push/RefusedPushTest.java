package io.github.tcib.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.Content;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayerDraft;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.LayerWriter;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import io.github.tcib.oci.PlatformIndex;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image that the embedded engine built, to a real registry before which something does what it should not. */
@Tag("registry")
class RefusedPushTest {

    private static final Platform AMD64 = new Platform("linux", "amd64", "");
    private static final Digest OTHER = Digest.of("other".getBytes(UTF_8));

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
    private LayoutImage image;

    @BeforeEach
    void build() throws Exception {
        OciLayout layout = OciLayout.create(directory.resolve("oci"));
        Layer layer = layout.writeLayer(
                LayerDraft.of(Map.of("file", new Node.File(new Attributes(0644, 0, 0), Content.of(new byte[9])))),
                new LayerWriter(Instant.EPOCH),
                LayerPacking.fast(),
                ImageFormat.OCI);
        image = layout.writeImage(
                new JsonMapper()
                        .readTree("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":"
                                + "\"layers\",\"diff_ids\":[\"" + layer.diffId() + "\"]}}"),
                List.of(layer),
                ImageFormat.OCI,
                new TreeMap<>());
        layout.index().write("localhost/it/api:1", image.manifest());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysThatATagDoesNotStay(boolean severalPlatforms) throws Exception {
        Fault gone = new Fault.Answer(404, List.of(), "");
        assertThat(pushThrough(after("PUT", "/manifests/1", "HEAD", "/manifests/1", gone), severalPlatforms))
                .isEqualTo(
                        "HOST/it/api:1 was pushed as " + pushed(severalPlatforms)
                                + ", but the registry does not have it; does something else push this tag, or convert manifests?");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysThatATagMeansSomethingElse(boolean severalPlatforms) throws Exception {
        Fault other = new Fault.Answer(200, List.of("Docker-Content-Digest: " + OTHER), "");
        assertThat(pushThrough(after("PUT", "/manifests/1", "HEAD", "/manifests/1", other), severalPlatforms))
                .isEqualTo("HOST/it/api:1 was pushed as " + pushed(severalPlatforms) + ", but the registry has " + OTHER
                        + "; does something else push this tag, or convert manifests?");
    }

    private Digest pushed(boolean severalPlatforms) throws Exception {
        Descriptor manifest = image.manifest();
        return severalPlatforms
                ? PlatformIndex.of(Map.of(AMD64, manifest)).descriptor().digest()
                : manifest.digest();
    }

    @Test
    void saysThatAManifestWithoutATagDoesNotStay() throws Exception {
        String manifest = "/manifests/" + image.manifest().digest();
        Fault gone = new Fault.Answer(404, List.of(), "");
        assertThat(pushThrough(after("PUT", manifest, "GET", manifest, gone), true))
                .isEqualTo("HOST/it/api@" + image.manifest().digest()
                        + " was pushed, but the registry does not have it; does it remove manifests without a tag?");
    }

    @Test
    void saysThatAnImageCannotBeAskedForAndTriesToPushIt() throws Exception {
        String refusal =
                ": asking for the manifest '1' of it/api: the registry answers 403; it is not allowed: check the"
                        + " rights of the account, and whether the repository is read-only or its quota used up";
        try (LocalRegistry registry = LocalRegistry.start(directory);
                FaultyProxy proxy = FaultyProxy.before(
                        registry,
                        (method, path) -> path.endsWith("/manifests/1")
                                ? new Fault.Answer(403, List.of(), "")
                                : new Fault.None())) {
            PushedImage pushed = push(proxy.name(), false, true, directory.resolve("export"));
            assertThat(pushed.reason()).isEqualTo(proxy.name() + refusal);
            assertThat(notices).containsExactly("api: " + proxy.name() + refusal);
        }
    }

    /** Nobody may remove what the kernel tells. */
    @Test
    void saysThatExportsCannotBeRemoved() throws Exception {
        Path kernel = Path.of("/proc/sys/kernel/random");
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            assertThat(push(registry.name(), false, false, kernel).status()).isEqualTo(PushStatus.PUSHED);
            assertThat(notices)
                    .singleElement()
                    .asString()
                    .startsWith("what buildah exported cannot be removed: ")
                    .contains(kernel + "/");
        }
    }

    /** A fault that a request has once another one came. */
    private static FaultyProxy.Faults after(String first, String firstPath, String then, String thenPath, Fault fault) {
        AtomicBoolean came = new AtomicBoolean();
        return (method, path) -> {
            if (method.equals(first) && path.endsWith(firstPath)) {
                came.set(true);
            }
            return came.get() && method.equals(then) && path.endsWith(thenPath) ? fault : new Fault.None();
        };
    }

    private String pushThrough(FaultyProxy.Faults faults, boolean severalPlatforms) throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory);
                FaultyProxy proxy = FaultyProxy.before(registry, faults)) {
            PushedImage pushed = push(proxy.name(), severalPlatforms, false, directory.resolve("export"));
            assertThat(pushed.status()).isEqualTo(PushStatus.FAILED);
            return pushed.reason().replace(proxy.name(), "HOST");
        }
    }

    private PushedImage push(String host, boolean severalPlatforms, boolean skipExisting, Path exports)
            throws Exception {
        BuiltImage built = new BuiltImage(
                "api",
                "localhost/it/api:1",
                Optional.of("scratch"),
                image.manifest().digest().toString(),
                image.configBlob().digest().toString(),
                severalPlatforms ? Optional.of(new BuiltImage.Part(AMD64, "localhost/it/api:1")) : Optional.empty());
        PushRequest request = new PushRequest(
                List.of(built),
                new PushTargets(Optional.of(host), Optional.empty(), List.of()),
                skipExisting,
                false,
                2);
        Registries registries = new Registries(new RegistrySettings(
                Credentials.none(),
                new TrustSettings(List.of(), Set.of(host)),
                Proxies.open(ProxySelector.of(null)),
                new Retries(2, Duration.ofMillis(5), Duration.ofMillis(50)),
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20)),
                notice -> {}));
        PushLog log = new PushLog() {
            @Override
            public void done(PushedImage image, int done, int total) {
                assertThat(done).isEqualTo(total);
            }

            @Override
            public void notice(String text) {
                notices.add(text);
            }
        };
        PackedImages packed = new PackedImages(
                OciLayout.create(directory.resolve("push")), LayerPacking.fast(), directory.resolve("oci"));
        PushResult result = new TreePush(
                        request, registries, packed, new BuildahStore(List.of("no-buildah-is-needed"), exports), log)
                .run();
        return new IndexPush(request, registries, log).run(result).images().get(0);
    }
}
