package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of addresses where no registry answers, or something that is none. */
class UnreachableRegistryTest {

    private static final int TLS = 22;
    /** A fatal alert: no way of encryption is known to both (RFC 8446, section 6). */
    private static final byte[] NO_HANDSHAKE = HexFormat.of().parseHex("15030300020228");

    @TempDir
    private Path directory;

    private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Socket> held = new ConcurrentLinkedQueue<>();
    private ServerSocket server;
    private String host = "";

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        host = "127.0.0.1:" + server.getLocalPort();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket client : held) {
            client.close();
        }
    }

    @Test
    void saysThatTlsFails() {
        answer(NO_HANDSHAKE, NO_HANDSHAKE);
        assertFails(TrustSettings.platform(), host + ": TLS failed: Received fatal alert: handshake_failure");
    }

    @Test
    void saysThatTlsFailsOnTheWayToATokenServer() throws IOException {
        String realm;
        try (ServerSocket tokens = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            realm = "127.0.0.1:" + tokens.getLocalPort();
            answer(tokens, NO_HANDSHAKE, NO_HANDSHAKE);
            answer(http("401 Who", "WWW-Authenticate: Bearer realm=\"https://" + realm + "\""), new byte[0]);
            assertFails(
                    insecure(),
                    host + " (its token server " + realm + "): TLS failed: Received fatal alert: handshake_failure");
        }
    }

    @Test
    void saysThatAConnectionWasLostBeforeItWasSecure() {
        answer(new byte[0], new byte[0]);
        assertFails(
                TrustSettings.platform(),
                host + ": the connection was lost (Remote host terminated the handshake) (connecting to " + host
                        + " was tried 2 times)");
        assertThat(notices)
                .containsExactly(
                        "connecting to " + host + ": " + host + ": the connection was lost (Remote host terminated"
                                + " the handshake); trying again in 0.0 s (2 of 2)");
    }

    @Test
    void saysThatWhatAnswersDoesNotSpeakHttp() {
        answer("SSH-2.0-x\r\n\r\n".getBytes(ISO_8859_1), new byte[0]);
        assertFails(
                insecure(),
                host + ": its answer is not HTTP; is this the address and the port of a registry? (connecting to "
                        + host + " was tried 2 times)");
    }

    @Test
    void saysThatHeadersAreDamaged() {
        answer(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: many\r\n\r\n".getBytes(ISO_8859_1),
                new byte[0]);
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(new byte[0]), 0);
        assertThatThrownBy(() -> repository(insecure()).fetchBlob(blob, OutputStream.nullOutputStream()))
                .isInstanceOf(RegistryException.class)
                .hasMessage(host + ": its answer is not HTTP; is this the address and the port of a registry?");
    }

    /** Whatever the second way to a registry that may be insecure comes to. */
    @Test
    void saysThatSomethingElseThanARegistryAnswers() {
        answer(http("404 Not Found", "X: y"), new byte[0]);
        assertFails(
                insecure(),
                host + ": it answers 404 where a registry has its API (/v2/); is this the address of a registry?");
    }

    @Test
    void saysThatNobodyAnswersARequest() {
        serve(server, held::add);
        assertFails(insecure(), host + ": no answer within 1 s (connecting to " + host + " was tried 2 times)");
    }

    @Test
    void saysThatNobodyTakesAConnection() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        try {
            // who is not accepted waits in a short queue, and whoever comes then gets no answer at all
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
                waiting.add(channel);
            }
            assertFails(
                    insecure(),
                    host + ": no connection, since nobody answered in time; is the port right, and does no firewall"
                            + " stand between? (connecting to " + host + " was tried 2 times)");
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void saysWhyThereIsNoConnection() {
        assertThat(new Failures("r.example").noAnswer(new NoRouteToHostException("No route to host")))
                .hasMessage("r.example: no connection (No route to host); is it running, is the port right?");
    }

    @Test
    void saysThatImagesWithoutARegistryHaveNowhereToGo() {
        RegistryException failure = new Failures("localhost").noAnswer(new ConnectException("Connection refused"));
        assertThat(failure)
                .hasMessage(
                        "localhost: no connection (refused), and images have that name when no registry is given: build"
                                + " them with tcib.registry, or push them with tcib.push.registry");
        assertThat(failure.isPassing()).as("another try would be no better").isFalse();
    }

    @Test
    void saysWhichFileOfAuthoritiesIsNone() throws IOException {
        Path file = Files.createFile(directory.resolve("ca.pem"));
        assertFails(
                new TrustSettings(List.of(file), Set.of()),
                "tcib.caCertificates: '" + file + "' is no readable file of PEM certificates: it holds none");
    }

    private void assertFails(TrustSettings trust, String message) {
        assertThatThrownBy(() -> repository(trust).fetchManifest("1"))
                .isInstanceOf(RegistryException.class)
                .hasMessage(message);
    }

    private Repository repository(TrustSettings trust) throws RegistryException {
        return new Registries(new RegistrySettings(
                        Credentials.none(),
                        trust,
                        Proxies.open(ProxySelector.of(null)),
                        new Retries(2, Duration.ofMillis(1), Duration.ofMillis(1)),
                        new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                        notices::add))
                .repository(ImageReference.parse(host + "/ns/nova"));
    }

    private TrustSettings insecure() {
        return new TrustSettings(List.of(), Set.of("127.0.0.1"));
    }

    private static byte[] http(String status, String header) {
        return ("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n" + header + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    private void answer(byte[] plain, byte[] tls) {
        answer(server, plain, tls);
    }

    /** To each connection one answer, whatever was asked. */
    private static void answer(ServerSocket server, byte[] plain, byte[] tls) {
        serve(server, client -> {
            try (client) {
                InputStream in = client.getInputStream();
                boolean secure = in.read() == TLS;
                in.skipNBytes(in.available());
                client.getOutputStream().write(secure ? tls : plain);
                client.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    private interface Service {
        void serve(Socket client) throws IOException;
    }

    private static void serve(ServerSocket server, Service service) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try {
                    service.serve(server.accept());
                } catch (IOException e) {
                    // the client has gone, or the test is over
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
