package io.github.tcib.locked;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.Nevra;
import io.github.tcib.oci.Digest;
import io.github.tcib.repository.Downloads;
import io.github.tcib.repository.RepositoryAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of files that cannot be fetched, or are not what the lock says. */
class DownloadsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final Downloads downloads = new Downloads(ProxySelector.of(null), Optional::of, TIMEOUT);
    private HttpServer server;
    private String url = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/status/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            exchange.sendResponseHeaders(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)), -1);
            exchange.close();
        });
        redirect("/round", "/round");
        redirect("/file", "file:///etc/passwd");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void saysWhatAServerAnswers() {
        assertRefused(url + "/status/404", url + "/status/404 answers with status 404");
        assertRefused(url + "/status/503", url + "/status/503 answers with status 503");
        assertRefused(url + "/round", url + "/round leads to ever other places");
        assertRefused(url + "/file", url + "/file leads to a file of this machine");
        server.stop(0);
        assertThatThrownBy(() -> downloads.open(url + "/x", RepositoryAccess.PLAIN))
                .hasMessageStartingWith(url + "/x cannot be reached: Connection refused");
    }

    @Test
    void saysWhatIsWrongWithAnAddress() {
        assertRefused("http://[", "'http://[' is no URL");
        assertRefused("rsync://mirror/x", "'rsync://mirror/x' is neither an http, https nor file URL");
        assertRefused("jar:file:/x.jar!/y", "'jar:file:/x.jar!/y' is neither an http, https nor file URL");
        Path none = directory.resolve("none");
        assertRefused("file://" + none, none + " is not there");
        assertThatThrownBy(() -> new Downloads(ProxySelector.of(null), path -> Optional.empty(), TIMEOUT)
                        .open("file:///x", RepositoryAccess.PLAIN))
                .hasMessage("/x is not on a volume, so it cannot be seen from here");
    }

    @Test
    void saysThatAKeyIsNotThere() {
        Path cache = directory.resolve("keys");
        assertThatThrownBy(() -> new Keys(downloads, cache, true).read(url + "/key", RepositoryAccess.PLAIN))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("the key " + url + "/key is not in the cache, and Maven is offline; build once without -o");
        assertThatThrownBy(() -> new Keys(downloads, cache, false).read(url + "/status/404", RepositoryAccess.PLAIN))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("the key " + url + "/status/404 cannot be read: " + url
                        + "/status/404 answers with status 404");
    }

    @Test
    void takesNoMoreOfAKeyThanItsLimit() {
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, (1 << 20) + 1);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(new byte[(1 << 20) + 1]);
            }
        });
        Path cache = directory.resolve("keys");
        assertThatThrownBy(() -> new Keys(downloads, cache, false).read(url + "/endless", RepositoryAccess.PLAIN))
                .isInstanceOf(LockedBuildException.class)
                .hasMessage("the key " + url + "/endless has more than 1048576 bytes, which is the limit");
    }

    @Test
    void takesNothingThatIsNotWhatTheLockSays() throws Exception {
        LockedRpm rpm = new LockedRpm(
                Nevra.parse("one-1-1.noarch").orElseThrow(), Digest.of("four".getBytes(UTF_8)), 4, "app", "one.rpm");
        assertNotTaken(rpm, "fours", "it is larger than the 4 bytes that are locked");
        assertNotTaken(rpm, "fou", "it ended after 3 of 4 bytes");
        assertNotTaken(
                rpm,
                "five",
                "its SHA-256 is " + Digest.of("five".getBytes(UTF_8)).hex() + " and the locked one is "
                        + rpm.sha256().hex());
        assertThat(new FileCache(directory).has(LockedFile.of(rpm))).isFalse();
    }

    private void assertNotTaken(LockedRpm rpm, String content, String message) {
        assertThatThrownBy(() -> new FileCache(directory)
                        .write(LockedFile.of(rpm), new ByteArrayInputStream(content.getBytes(UTF_8)), file -> {}))
                .hasMessage(message);
    }

    private void assertRefused(String address, String message) {
        assertThatThrownBy(() -> downloads.open(address, RepositoryAccess.PLAIN))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private void redirect(String path, String target) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", target);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }
}
