package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.tcib.registry.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers and proxies of this machine; certificates made by openssl. Paths are those of RUN steps, below /seen. */
class RepositoryAccessTest {

    @TempDir
    private static Path directory;

    private static Optional<TestCertificates> made = Optional.empty();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, String> options = new TreeMap<>();

    @BeforeAll
    static void makeCertificates() throws Exception {
        TestCertificates certificates = TestCertificates.make(directory);
        made = Optional.of(certificates);
        certificates.issue("server", "IP:127.0.0.1", 2);
        certificates.issue("elsewhere", "DNS:elsewhere.example", 2);
        certificates.issue("client", "DNS:client.example", 2);
        openssl("rsa", "-traditional", "-in", "client.key", "-out", "pkcs1.key");
        openssl("pkcs8", "-topk8", "-in", "client.key", "-out", "encrypted.key", "-passout", "pass:secret");
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.key");
        openssl("pkcs8", "-topk8", "-nocrypt", "-in", "ec.key", "-out", "ec8.key");
        openssl("req", "-new", "-key", "ec.key", "-subj", "/CN=ec", "-out", "ec.csr");
        openssl("x509", "-req", "-in", "ec.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2", "-out", "ec.pem");
        Files.writeString(
                directory.resolve("torn.key"), "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n");
        Files.createDirectory(directory.resolve("nobody"));
        Files.writeString(
                directory.resolve("both.pem"),
                Files.readString(directory.resolve("client.key")) + Files.readString(directory.resolve("client.pem")));
        Files.writeString(
                directory.resolve("entitlement.pem"),
                Files.readString(directory.resolve("client.pem"))
                        + "-----BEGIN ENTITLEMENT DATA-----\neJztVkuS\n-----END ENTITLEMENT DATA-----\n"
                        + "-----BEGIN RSA SIGNATURE-----\nY2VydA==\n-----END RSA SIGNATURE-----\n");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "client.pem, client.key",
        "client.pem, pkcs1.key",
        "ec.pem, ec.key",
        "ec.pem, ec8.key",
        "both.pem, ''",
        "entitlement.pem, client.key",
    })
    void showsTheClientCertificateToAServerThatAsksForOne(String certificate, String key) throws Exception {
        SecureServer server = serve("server", true);
        options.put("sslcacert", "/seen/ca.pem");
        options.put("sslclientcert", "/seen/" + certificate);
        options.put("sslclientkey", key.isEmpty() ? "" : "/seen/" + key);

        assertThat(fetch(server.url() + "/file")).isEqualTo("one");
    }

    @Test
    void withoutTheClientCertificateTheServerSaysNo() throws Exception {
        SecureServer server = serve("server", true);
        options.put("sslcacert", "/seen/ca.pem");

        assertThatThrownBy(() -> fetch(server.url()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(server.url() + " cannot be reached");
    }

    @Test
    void trustsTheAuthorityThatIsNamedAndForItsOwnNamesOnly() throws Exception {
        SecureServer server = serve("server", false);
        SecureServer elsewhere = serve("elsewhere", false);
        assertThatThrownBy(() -> fetch(server.url()))
                .isInstanceOf(Downloads.FinalException.class)
                .hasMessage(
                        server.url() + " cannot be reached by TLS: its certificate comes from an unknown authority; its"
                                + " .repo file may have sslcacert, sslclientcert and sslclientkey");

        options.put("sslcacert", "/seen/ca.pem");
        assertThat(fetch(server.url())).isEqualTo("one");
        assertThatThrownBy(() -> fetch(elsewhere.url()))
                .hasMessage(
                        elsewhere.url()
                                + " cannot be reached by TLS: No subject alternative names matching IP address 127.0.0.1 found; its .repo file may have sslcacert, sslclientcert and sslclientkey");

        options.put("sslcacert", "/seen/");
        assertThat(fetch(server.url())).isEqualTo("one");
    }

    @Test
    void aServerThatNeedNotBeVerifiedIsNotAndThatIsSaid() throws Exception {
        SecureServer elsewhere = serve("elsewhere", false);
        options.put("sslverify", "0");

        assertThat(fetch(elsewhere.url())).isEqualTo("one");
        assertThat(RepositoryAccess.warningOf("app", options, List.of(elsewhere.url())))
                .contains("the server of the repository app is not verified, as its sslverify=0 says");
        assertThat(RepositoryAccess.warningOf("app", options, List.of("http://plain.example")))
                .isEmpty();

        options.put("sslverify", "True");
        assertThatThrownBy(() -> fetch(elsewhere.url())).hasMessageContaining("cannot be reached by TLS");
        assertThat(RepositoryAccess.warningOf("app", options, List.of(elsewhere.url())))
                .isEmpty();
    }

    @Test
    void aFileThatIsInTheImageAloneIsToldWithWhatToDo() throws Exception {
        options.put("sslclientcert", "/etc/pki/entitlement/1.pem");

        assertThatThrownBy(() -> fetch("https://cdn.example/"))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the sslclientcert of the repository app, /etc/pki/entitlement/1.pem, is in the image or nowhere,"
                                + " and is needed here to get files of the repository; mount it with tcib.volumes, such as"
                                + " /etc/pki/entitlement/1.pem:/etc/pki/entitlement/1.pem:ro");
        assertThat(access("http://plain.example/").sockets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "client.pem, encrypted.key, encrypted.key' is encrypted; dnf could not read it either",
                "client.pem, torn.key, `torn.key' cannot be read: it is damaged, or neither RSA nor EC`",
                "client.pem, ec.key, ec.key' are no certificate and its key: the key is of another certificate",
                "client.pem, server.key, server.key' are no certificate and its key: the key is of another certificate",
                "client.pem, ca.pem, ca.pem' holds no private key in PEM",
                "client.key, client.key, client.key' is no readable file of PEM certificates: it holds none",
            })
    void saysWhichFileIsNotWhatItShouldBe(String certificate, String key, String expected) {
        options.put("sslclientcert", "/seen/" + certificate);
        options.put("sslclientkey", "/seen/" + key);

        assertThatThrownBy(() -> fetch("https://cdn.example/"))
                .hasMessageStartingWith("the repository app: ")
                .hasMessageContaining(expected);
    }

    @Test
    void anAddressOfAFileThatIsNoneIsToldWithItsOption() {
        options.put("sslcacert", "file:///etc/my ca.pem");

        assertThatThrownBy(() -> fetch("https://cdn.example/"))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the sslcacert of the repository app, file:///etc/my ca.pem, is neither a path nor the URL of a"
                                + " file");
    }

    @Test
    void aDirectoryWithoutAuthoritiesIsSaidToBeOne() {
        options.put("sslcacert", "/seen/nobody");

        assertThatThrownBy(() -> fetch("https://cdn.example/"))
                .hasMessage(
                        "the repository app: no file in '" + directory.resolve("nobody") + "' has a PEM certificate");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesThroughTheProxyThatIsNamed(boolean byTls) throws Exception {
        String url = byTls ? serve("server", true).url() : plain();
        options.putAll(Map.of(
                "sslcacert", "/seen/ca.pem", "sslclientcert", "/seen/client.pem", "sslclientkey", "/seen/client.key"));
        try (SmallProxy proxy = SmallProxy.start("user:s3cret");
                SmallProxy without = SmallProxy.start()) {
            options.put("proxy", without.url());
            assertThat(fetch(url + "/file")).isEqualTo("one");
            assertThat(without.requests()).hasSize(1);

            options.putAll(Map.of("proxy", proxy.url(), "proxy_username", "user", "proxy_password", "s3cret"));
            assertThat(fetch(url + "/file")).isEqualTo("one");
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith(byTls ? "CONNECT 127.0.0.1:" : "GET " + url + "/file");

            options.put("proxy_password", "wr0ng");
            assertThatThrownBy(() -> fetch(url + "/file"))
                    .hasMessageContaining("407")
                    .hasMessageNotContaining("wr0ng");
        }
    }

    @Test
    void anEmptyProxyIsNoneWhateverTheEnvironmentSays() throws Exception {
        String url = plain();
        try (SmallProxy environment = SmallProxy.start("nobody:knows")) {
            ProxySelector others = ProxySelector.of(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    URI.create(environment.url()).getPort()));
            assertThatThrownBy(() -> fetch(url, others)).hasMessageContaining("407");

            options.put("proxy", "");
            assertThat(fetch(url, others)).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 403 Not by me\u001b[2J, the proxy 127.0.0.1:PORT answers: HTTP/1.1 403 Not by me\\u001b[2J",
        "'', the proxy ends the connection"
    })
    void aProxyThatLetsNobodyThroughIsQuoted(String answer, String expected) throws Exception {
        try (AnsweringServer proxy = AnsweringServer.start(answer.isEmpty() ? "" : answer + "\r\n\r\n")) {
            options.putAll(Map.of("proxy", proxy.url(), "proxy_username", "user", "proxy_password", "s3cret"));

            assertThatThrownBy(() -> fetch("https://cdn.example/"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("https://cdn.example/ cannot be reached: "
                            + expected.replace("PORT", String.valueOf(proxy.port())));
        }
    }

    @Test
    void anAnswerThatIsNotOneOfHttpIsSaidToBeNone() throws Exception {
        try (AnsweringServer server = AnsweringServer.start("SSH-2.0-dropbear\r\n")) {
            assertThatThrownBy(() -> fetch(server.url()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(server.url() + " gives an answer that is not one of HTTP");
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForWithoutEnd() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            Downloads hasty = new Downloads(ProxySelector.of(null), path -> Optional.empty(), Duration.ofSeconds(1));
            assertThatThrownBy(() -> hasty.open(url, RepositoryAccess.PLAIN))
                    .isInstanceOf(IOException.class)
                    .hasMessage(url + " does not answer within 1 s");
        }
    }

    @Test
    void aHostThatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> fetch("http://nowhere.invalid/x"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "http://nowhere.invalid/x cannot be reached: there is no host of that name (nowhere");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithTheReason() {
        assertThatThrownBy(() -> fetch("file:///seen/ca.pem/x"))
                .isInstanceOf(Downloads.FinalException.class)
                .hasMessage("a file of a repository cannot be read: " + directory.resolve("ca.pem/x")
                        + ": Not a directory");
        assertThatThrownBy(() -> fetch("file:///seen/a%00b"))
                .isInstanceOf(Downloads.FinalException.class)
                .hasMessage("'file:///seen/a%00b' is no URL of a file");
    }

    @Test
    void aProxyThatIsNoUrlIsRefused() {
        options.put("proxy", "http://proxy example");

        assertThatThrownBy(() -> fetch("http://plain.example/"))
                .hasMessage("the proxy of the repository app is no URL");
    }

    @Test
    void aProxyThatJavaCannotGoThroughIsRefused() {
        options.put("proxy", "https://proxy.example:3128");

        assertThatThrownBy(() -> fetch("http://plain.example/"))
                .hasMessageStartingWith("the proxy of the repository app is neither an http nor a socks URL");
    }

    private SecureServer serve(String certificate, boolean asks) throws IOException {
        SecureServer server = SecureServer.start(
                made.orElseThrow(),
                new TestCertificates.Pair(
                        directory.resolve(certificate + ".pem"), directory.resolve(certificate + ".key")),
                asks);
        open.add(server);
        return server;
    }

    private String plain() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write("one".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        open.add(() -> server.stop(0));
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String fetch(String url) throws IOException {
        return fetch(url, ProxySelector.of(null));
    }

    private String fetch(String url, ProxySelector others) throws IOException {
        Downloads downloads = new Downloads(others, RepositoryAccessTest::seen, Duration.ofSeconds(30));
        try (InputStream in = downloads.open(url, access(url))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private RepositoryAccess access(String url) throws IOException {
        return RepositoryAccess.read("app", options, List.of(url), RepositoryAccessTest::seen);
    }

    private static Optional<Path> seen(Path path) {
        return path.startsWith("/seen")
                ? Optional.of(directory.resolve(Path.of("/seen").relativize(path)))
                : Optional.empty();
    }

    private static void openssl(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("openssl"));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", words, out).isZero();
    }
}
