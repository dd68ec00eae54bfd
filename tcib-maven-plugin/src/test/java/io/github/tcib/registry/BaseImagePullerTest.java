package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls an image that lies in the file store of a registry. */
class BaseImagePullerTest {

    private static final Platform PLATFORM = new Platform("linux", "amd64", "");

    @TempDir
    Path directory;

    private int port;
    private Optional<Process> registry = Optional.empty();
    private OciLayout served;
    private LayoutImage image;

    @BeforeEach
    void serve() throws Exception {
        served = OciLayout.create(directory.resolve("served"));
        Layer layer = served.writeLayer(
                LayerDraft.of(
                        Map.of("file", new Node.File(new Attributes(0644, 0, 0), Content.of("x".getBytes(UTF_8))))),
                new LayerWriter(Instant.EPOCH),
                LayerPacking.fast(),
                ImageFormat.OCI);
        image = served.writeImage(
                new ObjectMapper()
                        .readTree("{\"architecture\":\"amd64\",\"os\":\"linux\",\"unknown\":{\"kept\":1},"
                                + "\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + layer.diffId()
                                + "\"]}}"),
                List.of(layer),
                ImageFormat.OCI,
                new TreeMap<>());
    }

    /** A real registry: a server of a few lines hangs when it is spoken to in TLS first. */
    private void start(String authentication) throws Exception {
        String program = Stream.of("/usr/bin/docker-registry", "/usr/bin/registry")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse("");
        if (program.isEmpty()) {
            assertThat(System.getenv("CI"))
                    .as("docker-registry is not installed")
                    .isNotEqualTo("true");
        }
        Assumptions.assumeFalse(program.isEmpty(), "docker-registry is not installed; pulling from one is left out");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path storage = directory.resolve("registry");
        Files.writeString(
                directory.resolve("config.yml"),
                "version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: " + storage
                        + "}}\nhttp: {addr: '" + host() + "'}\n" + authentication);
        publish(storage);
        ProcessBuilder builder = new ProcessBuilder(
                        program, "serve", directory.resolve("config.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile());
        registry = Optional.of(builder.start());
        Instant end = Instant.now().plusSeconds(30);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (ConnectException e) {
                assertThat(Instant.now()).as("the registry starts").isBefore(end);
                Thread.onSpinWait();
            }
        }
    }

    /** Puts the image where the registry's file store looks for it. */
    private void publish(Path storage) throws IOException {
        Path root = storage.resolve("docker/registry/v2");
        for (Digest digest : List.of(
                image.manifest().digest(),
                image.configBlob().digest(),
                image.layers().get(0).blob().digest())) {
            Path blob = root.resolve("blobs/sha256")
                    .resolve(digest.hex().substring(0, 2))
                    .resolve(digest.hex());
            Files.createDirectories(blob);
            Files.copy(served.pathOf(digest), blob.resolve("data"));
            link(root.resolve("repositories/base/os/_layers/sha256").resolve(digest.hex()), digest);
        }
        Path manifests = root.resolve("repositories/base/os/_manifests");
        link(
                manifests
                        .resolve("revisions/sha256")
                        .resolve(image.manifest().digest().hex()),
                image.manifest().digest());
        link(manifests.resolve("tags/1/current"), image.manifest().digest());
    }

    private static void link(Path directory, Digest digest) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("link"), digest.toString());
    }

    @AfterEach
    void stop() throws Exception {
        if (registry.isPresent()) {
            registry.get().destroy();
            registry.get().waitFor();
        }
    }

    @Test
    void pullsByTagAndKeepsConfigAndLayersByteForByte() throws Exception {
        start("");
        OciLayout layout = OciLayout.create(directory.resolve("pulled"));
        LayoutImage pulled = puller(Optional.empty()).pull(host() + "/base/os:1", layout, PLATFORM);
        assertThat(pulled.manifest().digest()).isEqualTo(image.manifest().digest());
        assertThat(pulled.config().path("unknown").path("kept").asInt()).isEqualTo(1);
        assertThat(layout.pathOf(pulled.layers().get(0).blob().digest()))
                .hasSameBinaryContentAs(
                        served.pathOf(image.layers().get(0).blob().digest()));
    }

    @Test
    void asksForNothingThatIsPinnedAndThere() throws Exception {
        start("");
        OciLayout layout = OciLayout.create(directory.resolve("pulled"));
        String pinned = host() + "/base/os@" + image.manifest().digest();
        LayoutImage first = puller(Optional.empty()).pull(host() + "/base/os:1", layout, PLATFORM);
        stop();
        assertThat(puller(Optional.empty()).pull(pinned, layout, PLATFORM)).isEqualTo(first);
    }

    @Test
    void logsIn() throws Exception {
        Files.writeString(
                directory.resolve("users"), "me:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n");
        start("auth: {htpasswd: {realm: test, path: " + directory.resolve("users") + "}}\n");
        OciLayout layout = OciLayout.create(directory.resolve("pulled"));
        assertThatThrownBy(() -> puller(Optional.empty()).pull(host() + "/base/os:1", layout, PLATFORM))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("it wants a login")
                .satisfies(refused ->
                        assertThat(((RegistryException) refused).isPassing()).isFalse());
        assertThat(puller(Optional.of(new RegistryLogin("me", "secret"))).pull(host() + "/base/os:1", layout, PLATFORM))
                .isNotNull();
        assertThat(new RegistryLogin("me", "secret").toString()).doesNotContain("secret");
    }

    @Test
    void refusesAnotherPlatformAndDamagedBlobs() throws Exception {
        start("");
        OciLayout layout = OciLayout.create(directory.resolve("pulled"));
        assertThatThrownBy(() -> puller(Optional.empty())
                        .pull(host() + "/base/os:1", layout, new Platform("linux", "arm64", "")))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("is for linux/amd64, not for linux/arm64");
        Digest damaged = image.layers().get(0).blob().digest();
        Path blob = directory
                .resolve("registry/docker/registry/v2/blobs/sha256")
                .resolve(damaged.hex().substring(0, 2))
                .resolve(damaged.hex())
                .resolve("data");
        byte[] content = Files.readAllBytes(blob);
        content[20] ^= 1;
        Files.write(blob, content);
        OciLayout second = OciLayout.create(directory.resolve("second"));
        assertThatThrownBy(() -> puller(Optional.empty()).pull(host() + "/base/os:1", second, PLATFORM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(image.layers().get(0).blob().digest().hex());
    }

    @Test
    void choosesThePlatformOfAnIndexAndFindsItAgainWithoutTheRegistry() throws Exception {
        start("");
        String manifest = "{\"mediaType\":\"" + image.manifest().mediaType() + "\",\"digest\":\""
                + image.manifest().digest() + "\",\"size\":" + image.manifest().size();
        byte[] index = ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                        + manifest + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"s390x\"}},"
                        + manifest + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}")
                .getBytes(UTF_8);
        new Registries(access(Optional.empty()).settings())
                .repository(ImageReference.parse(host() + "/base/os:all"))
                .putManifest("all", "application/vnd.oci.image.index.v1+json", index);
        OciLayout layout = OciLayout.create(directory.resolve("pulled"));

        LayoutImage pulled = puller(Optional.empty()).pull(host() + "/base/os:all", layout, PLATFORM);

        assertThat(pulled.manifest().digest()).isEqualTo(image.manifest().digest());
        stop();
        assertThat(puller(Optional.empty()).pull(host() + "/base/os@" + Digest.of(index), layout, PLATFORM))
                .isEqualTo(pulled);
    }

    @Test
    void namesWhatIsNotThere() throws Exception {
        start("");
        OciLayout layout = OciLayout.create(directory.resolve("pulled"));
        assertThatThrownBy(() -> puller(Optional.empty()).pull(host() + "/base/os:2", layout, PLATFORM))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the base image '" + host() + "/base/os:2' cannot be pulled: " + host() + " has no '2' of"
                        + " base/os; correct the base's name or tag, or log in with tcib.authFile or tcib.server if it is"
                        + " hidden from others");
    }

    @Test
    void saysWhyNothingIsPulled() throws Exception {
        OciLayout layout = OciLayout.create(directory.resolve("pulled"));
        String name = "registry.example/base/os:1";
        BaseImagePuller trusting = new BaseImagePuller(new RegistryAccess(
                host -> Optional.empty(),
                new TrustSettings(List.of(directory), Set.of()),
                Proxies.open(ProxySelector.of(null)),
                notice -> {}));
        assertThatThrownBy(() -> trusting.pull(name, layout, PLATFORM))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the base image '" + name + "' cannot be pulled: tcib.caCertificates: '" + directory
                        + "' is no readable file of PEM certificates: Is a directory");
    }

    @Test
    void followsIndexesOfIndexesToAnEnd() throws Exception {
        start("");
        Repository repository = new Registries(access(Optional.empty()).settings())
                .repository(ImageReference.parse(host() + "/base/os:deep"));
        Descriptor inner = image.manifest();
        byte[] index = new byte[0];
        for (int depth = 0; depth < 6; depth++) {
            index = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX
                            + "\",\"manifests\":[{\"mediaType\":\"" + inner.mediaType() + "\",\"digest\":\""
                            + inner.digest() + "\",\"size\":" + inner.size()
                            + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}")
                    .getBytes(UTF_8);
            inner = new Descriptor(MediaTypes.OCI_INDEX, Digest.of(index), index.length);
            repository.putManifest(inner.digest().toString(), MediaTypes.OCI_INDEX, index);
        }
        repository.putManifest("deep", MediaTypes.OCI_INDEX, index);
        OciLayout layout = OciLayout.create(directory.resolve("pulled"));
        String name = host() + "/base/os:deep";
        assertThatThrownBy(() -> puller(Optional.empty()).pull(name, layout, PLATFORM))
                .isInstanceOf(OciException.class)
                .hasMessage(
                        "the base image '" + name + "': the index '" + name + "' lists indexes of indexes without end");
    }

    private BaseImagePuller puller(Optional<RegistryLogin> known) {
        return new BaseImagePuller(access(known));
    }

    private RegistryAccess access(Optional<RegistryLogin> known) {
        return new RegistryAccess(
                host -> known,
                new TrustSettings(List.of(), Set.of(host())),
                Proxies.open(ProxySelector.of(null)),
                notice -> {});
    }

    private String host() {
        return "127.0.0.1:" + port;
    }
}
