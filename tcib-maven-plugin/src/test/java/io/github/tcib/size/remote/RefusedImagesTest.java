package io.github.tcib.size.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.Credentials;
import io.github.tcib.registry.Proxies;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistrySettings;
import io.github.tcib.registry.Retries;
import io.github.tcib.registry.Timeouts;
import io.github.tcib.registry.TrustSettings;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.ImageRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of images that a registry has lost half, refuses to show, or gives out damaged. */
class RefusedImagesTest {

    private static final String CONFIG = "{\"rootfs\": {\"diff_ids\": []}}";
    private static final Digest ABSENT = Digest.of("absent".getBytes(UTF_8));

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();
    private HttpServer server;
    private String host = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host = "127.0.0.1:" + server.getAddress().getPort();
        answer("/v2/", 404, "");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The most particular path answers; that of the registry itself all others. */
    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                int found = exchange.getRequestURI().getPath().equals("/v2/") ? 200 : status;
                byte[] content = body.getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", MediaTypes.OCI_MANIFEST);
                exchange.sendResponseHeaders(found, content.length == 0 ? -1 : content.length);
                exchange.getResponseBody().write(content);
            }
        });
    }

    private static String manifest(Digest config, long size) {
        return "{\"schemaVersion\": 2, \"config\": {\"digest\": \"" + config + "\", \"size\": " + size
                + "}, \"layers\": []}";
    }

    private static Digest digestOf(String content) {
        return Digest.of(content.getBytes(UTF_8));
    }

    private RegistryStore store() {
        return new RegistryStore(
                new Registries(new RegistrySettings(
                        Credentials.none(),
                        new TrustSettings(List.of(), Set.of(host)),
                        Proxies.open(ProxySelector.of(null)),
                        new Retries(2, Duration.ofMillis(1), Duration.ofMillis(1)),
                        Timeouts.usual(),
                        notice -> {})),
                new Platform("linux", "amd64", ""),
                directory);
    }

    private void assertRefused(String manifest, String message) {
        answer("/v2/ns/nova/manifests/1", 200, manifest);
        assertThatThrownBy(() -> store().find(host + "/ns/nova:1"))
                .isInstanceOf(OciException.class)
                .hasMessage(message);
    }

    @Test
    void saysThatAManifestOfAnIndexIsGone() {
        String index = "{\"manifests\": [{\"digest\": \"" + ABSENT + "\", \"size\": 1}]}";
        assertRefused(
                index,
                "index " + digestOf(index) + " lists the manifest " + ABSENT + ", which the registry does not have");
    }

    @Test
    void readsNoConfigWithoutEnd() {
        assertRefused(
                manifest(ABSENT, 16777217), "the config " + ABSENT + " has 16777217 bytes; at most 16777216 are read");
    }

    @Test
    void saysThatAConfigIsDamaged() {
        answer("/v2/ns/nova/blobs/" + ABSENT, 200, CONFIG);
        assertRefused(
                manifest(ABSENT, CONFIG.length()),
                "the config " + ABSENT + " is damaged in the registry: its content has the digest " + digestOf(CONFIG));
    }

    @Test
    void comparesWithWhatTheRegistryShows() throws Exception {
        showBase();
        answer("/v2/ns/nova/manifests/", 403, "");

        assertThat(baseline().fetch(requests()).images()).containsOnlyKeys("base");
        assertThat(warnings)
                .containsExactly("nova counts as new, since " + host + "/ns/nova:old cannot be seen: " + host
                        + ": reading the manifest 'old' of ns/nova: the registry answers 403; it is not allowed: check the"
                        + " rights of the account, and whether the repository is read-only or its quota used up");
    }

    @Test
    void comparesWithNothingWhenAnImageIsDamaged() {
        showBase();
        String old = "{\"schemaVersion\": 1}";
        answer("/v2/ns/nova/manifests/", 200, old);

        assertThatThrownBy(() -> baseline().fetch(requests()))
                .isInstanceOf(BaselineException.class)
                .hasMessage("the baseline " + host + "/ns/nova:old cannot be used: manifest " + digestOf(old)
                        + " is of schema 1, which has no image config; push the image again with a current tool");
    }

    private void showBase() {
        answer("/v2/ns/base/manifests/", 200, manifest(digestOf(CONFIG), CONFIG.length()));
        answer("/v2/ns/base/blobs/" + digestOf(CONFIG), 200, CONFIG);
    }

    private RemoteBaseline baseline() throws Exception {
        return new RemoteBaseline(store(), RegistryPlace.parse("old"), warnings::add);
    }

    private List<ImageRequest> requests() {
        return List.of(
                new ImageRequest("base", host + "/ns/base:1", Optional.empty()),
                new ImageRequest("nova", host + "/ns/nova:1", Optional.of(host + "/ns/base:1")));
    }
}
