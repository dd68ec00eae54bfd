package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of answers that a registry should not give. */
class RefusingRegistryTest {

    /** What the server does with one request. */
    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static final Digest DIGEST = Digest.of("x".getBytes(UTF_8));
    private static final Descriptor BLOB = new Descriptor(MediaTypes.OCI_LAYER, DIGEST, 1);

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private String host = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host = "127.0.0.1:" + server.getAddress().getPort();
        answer("/v2/", exchange -> send(exchange, 200, "{}"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "403 ~ it is not allowed: check the rights of the account, and whether the repository is read-only or its"
                        + " quota used up",
                "404 ~ the repository is unknown: create it, or correct tcib.registry, tcib.namespace or tcib.prefix",
                "405 ~ it is read-only: end its maintenance or use another registry",
                "407 ~ the proxy wants a login: set it in the proxy of settings.xml, and for registries with TLS start Java"
                        + " with -Djdk.http.auth.tunneling.disabledSchemes= (MAVEN_OPTS)",
                "413 ~ it takes no blob of this size: raise its quota or the limit of the proxy before it (nginx:"
                        + " client_max_body_size)",
            })
    void saysWhatToDoWhenAnUploadIsRefused(int status, String remedy) throws IOException {
        answer(
                "/v2/ns/nova/blobs/",
                exchange -> send(exchange, exchange.getRequestMethod().equals("HEAD") ? 404 : status, ""));
        Path file = Files.writeString(directory.resolve("blob"), "x");

        assertRefused(
                () -> repository().pushBlob(BLOB, file, Optional.empty()),
                host + ": starting an upload to ns/nova: the registry answers " + status + "; " + remedy);
    }

    @Test
    void showsWhatTheRegistrySays() {
        answer(
                "/v2/ns/nova/manifests/",
                exchange -> send(exchange, 400, "{\"errors\":[{\"code\":\"TAG_INVALID\",\"message\":\"no\"}]}"));
        assertRefused(
                () -> repository().fetchManifest("t"),
                host + ": reading the manifest 't' of ns/nova: the registry answers 400 (TAG_INVALID, no)");
    }

    @Test
    void triesAgainAndSaysHowOften() {
        answer("/v2/ns/nova/manifests/", exchange -> send(exchange, 503, ""));
        String refusal = host + ": reading the manifest 't' of ns/nova: the registry answers 503";
        assertRefused(
                () -> repository().fetchManifest("t"),
                refusal + " (reading the manifest 't' of ns/nova was tried 2 times)");
        assertThat(notices)
                .containsExactly(
                        "reading the manifest 't' of ns/nova: " + refusal + "; trying again in 0.0 s (2 of 2)");
    }

    @Test
    void doesNotSpeakOfAttemptsWhenThereIsOnlyOne() {
        answer("/v2/ns/nova/manifests/", exchange -> send(exchange, 503, ""));
        assertRefused(
                () -> repository(1).fetchManifest("t"),
                host + ": reading the manifest 't' of ns/nova: the registry answers 503");
        assertThat(notices).isEmpty();
    }

    @Test
    void saysThatALoginRanOutDuringAnUpload() throws IOException {
        answer("/v2/", exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer realm=\"http://" + host + "/token\"");
            send(exchange, 401, "");
        });
        answer("/token", exchange -> send(exchange, 200, "{\"token\": \"t\"}"));
        answer("/v2/ns/nova/blobs/", exchange -> {
            boolean opens = exchange.getRequestMethod().equals("POST");
            exchange.getResponseHeaders().add("Location", "/v2/ns/nova/blobs/uploads/1");
            send(exchange, opens ? 202 : exchange.getRequestMethod().equals("HEAD") ? 404 : 401, "");
        });
        Path file = Files.writeString(directory.resolve("blob"), "x");

        assertRefused(
                () -> repository().pushBlob(BLOB, file, Optional.empty()),
                host + ": the login has run out in the middle of an upload (sending " + DIGEST
                        + " to ns/nova was tried 2 times)");
    }

    @Test
    void refusesManifestsAndDigestsThatAreNotWhatTheySay() {
        answer("/v2/ns/nova/manifests/", exchange -> {
            exchange.getResponseHeaders().add("Docker-Content-Digest", "md5:1");
            send(exchange, 200, "{}");
        });
        assertRefused(
                () -> repository().fetchManifestDigest("t"), host + ": it answers with a digest that is none: md5:1");
        assertRefused(
                () -> repository().fetchManifest(DIGEST.toString()),
                host + ": reading the manifest " + DIGEST + " of ns/nova: its content has the digest "
                        + Digest.of("{}".getBytes(UTF_8)));
    }

    @Test
    void saysThatABlobIsMissing() {
        answer("/v2/ns/nova/blobs/", exchange -> send(exchange, 404, ""));
        assertRefused(
                () -> repository().fetchBlob(BLOB, new ByteArrayOutputStream()),
                host + ": there is no blob " + DIGEST + " in ns/nova");
        answer("/v2/ns/nova/manifests/", exchange -> send(exchange, 400, "{\"errors\":[{\"code\":\"BLOB_UNKNOWN\"}]}"));
        assertRefused(
                () -> repository().putManifest("t", MediaTypes.OCI_MANIFEST, new byte[0]),
                host + ": writing the manifest 't' of ns/nova: a blob of it is missing there");
    }

    @Test
    void followsNoRedirectsWithoutEndOrAddress() {
        answer("/v2/ns/nova/manifests/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/v2/ns/nova/manifests/t");
            send(exchange, 307, "");
        });
        assertRefused(() -> repository().fetchManifest("t"), host + ": it redirects more than 5 times");
        answer("/v2/ns/nova/manifests/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://[");
            send(exchange, 307, "");
        });
        assertRefused(() -> repository().fetchManifest("t"), host + ": it answers with an address that is none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "/token ~ 200 ~ {} ~ its token server gives an answer without a token",
                "/token ~ 200 ~ no ~ its token server gives an answer that is not JSON",
                "/token ~ 403 ~ {} ~ its token server answers 403 to a request without a login",
                "[ ~ 200 ~ {} ~ it names a token server without a valid address",
            })
    void saysWhatIsWrongWithATokenServer(String path, int status, String body, String message) {
        String realm = "http://" + (path.equals("[") ? "[" : host + path);
        answer("/v2/", exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"s\"");
            send(exchange, 401, "");
        });
        answer("/token", exchange -> send(exchange, status, body));
        assertRefused(() -> repository().fetchManifest("t"), host + ": " + message);
    }

    @Test
    void saysThatAConnectionWasClosed() {
        answer("/v2/ns/nova/manifests/", exchange -> {
            throw new IOException("gone");
        });
        assertThatThrownBy(() -> repository().fetchManifest("t"))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith(host + ": the connection was closed before the answer");
    }

    @Test
    void refusesWhatIsNoReference() {
        assertRefused(
                () -> ImageReference.parse("Host/Upper"),
                "'Host/Upper' is not an image reference; write host[:port]/path[:tag], the path in lower case");
        assertRefused(
                () -> ImageReference.checkTag("-t"),
                "'-t' is not a tag: use up to 128 letters, digits, '_', '.' and '-', not beginning with '.' or '-'");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(RegistryException.class).hasMessage(message);
    }

    private Repository repository() throws Exception {
        return repository(2);
    }

    private Repository repository(int attempts) throws Exception {
        return new Registries(new RegistrySettings(
                        Credentials.none(),
                        new TrustSettings(List.of(), Set.of(host)),
                        Proxies.open(ProxySelector.of(null)),
                        new Retries(attempts, Duration.ofMillis(1), Duration.ofMillis(1)),
                        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10)),
                        notices::add))
                .repository(ImageReference.parse(host + "/ns/nova"));
    }

    private void answer(String path, Handler handler) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException e) {
            // it is the first for this path
        }
        server.createContext(path, exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        boolean none = body.isEmpty() || exchange.getRequestMethod().equals("HEAD");
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, none ? -1 : body.length());
        if (!none) {
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }
}
