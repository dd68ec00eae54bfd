package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.ForeignInput;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What registries, token servers, helpers and auth files say that means harm, or nothing at all. */
class RegistryFuzzTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @TempDir
    Path directory;

    /** Gives every request one answer and closes the connection. */
    private interface Reply {
        void to(String request, OutputStream out) throws IOException;
    }

    private ServerSocket server;
    private volatile Reply reply = (request, out) -> {};

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void readsAnswersOrSaysWhyNot() {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}";
        String found = OK + "Content-Type: application/vnd.oci.image.manifest.v1+json\r\nDocker-Content-Digest: "
                + Digest.of(manifest.getBytes(UTF_8)) + "\r\nContent-Length: " + manifest.length() + "\r\n\r\n"
                + manifest;
        String refused = "HTTP/1.1 429 Too Many\r\nRetry-After: 1\r\nContent-Length: 58\r\n\r\n"
                + "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"slow down\"}]}";
        String elsewhere = "HTTP/1.1 307 Elsewhere\r\nLocation: http://" + name() + "/other?a=b#c\r\n"
                + "Content-Length: 0\r\n\r\n";
        String login = "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"http://" + name()
                + "/token\",service=\"s\",scope=\"repository:a:pull\"\r\nContent-Length: 0\r\n\r\n";
        ForeignInput.seeded(30)
                .declares(RegistryException.class)
                .texts(
                        350,
                        answer -> {
                            reply = (request, out) ->
                                    out.write((request.contains(" /v2/ ") ? OK + "Content-Length: 0\r\n\r\n" : answer)
                                            .getBytes(ISO_8859_1));
                            repository(Credentials.none()).fetchManifest("t");
                        },
                        found,
                        refused,
                        elsewhere,
                        login);
    }

    @Test
    void readsTokensOrSaysWhyNot() {
        ForeignInput.seeded(31)
                .declares(RegistryException.class)
                .documents(
                        200,
                        token -> {
                            reply = (request, out) -> out.write((request.contains("/token")
                                            ? OK + "Content-Length: " + token.length() + "\r\n\r\n" + token
                                            : unauthorized("http://" + name() + "/token"))
                                    .getBytes(ISO_8859_1));
                            repository(Credentials.none()).fetchManifest("t");
                        },
                        "{\"token\":\"abc\",\"access_token\":\"def\",\"expires_in\":300}");
    }

    @Test
    void refusesTokensThatWouldAddHeadersAndLivesWithoutEnd() {
        for (String token : List.of(
                "{\"token\":\"abc\\r\\nX-Other: 1\"}",
                "{\"token\":\"\"}",
                "{\"token\":\"" + "a".repeat(70_000) + "\"}")) {
            answerWith(OK + "Content-Length: " + token.length() + "\r\n\r\n" + token);
            assertThatThrownBy(() -> repository(Credentials.none()).fetchManifest("t"))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("an answer without a token");
        }
        String endless = "{\"token\":\"a\",\"expires_in\":9223372036854775807}";
        answerWith(OK + "Content-Length: " + endless.length() + "\r\n\r\n" + endless);
        assertThatThrownBy(() -> repository(Credentials.none()).fetchManifest("t"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("it wants a login");
    }

    @Test
    void goesToNoAddressThatIsNone() {
        for (String location :
                List.of("file:///etc/passwd", "http:///x", "mailto:a@b", "http://a b/", "http://[::1", "ftp://h/")) {
            answerWith("HTTP/1.1 307 Go\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n", "");
            assertThatThrownBy(() -> repository(Credentials.none()).fetchManifest("t"))
                    .as(location)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("it answers with an address that is none");
        }
        for (String realm : List.of("file:///etc/passwd", "token", "http:///token", "%", "")) {
            reply = (request, out) -> out.write(unauthorized(realm).getBytes(ISO_8859_1));
            assertThatThrownBy(() -> repository(Credentials.none()).fetchManifest("t"))
                    .as(realm)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("a token server without a valid address");
        }
    }

    @Test
    void followsNoMoreRedirectsThanItsLimit() {
        answerWith("HTTP/1.1 307 Go\r\nContent-Length: 0\r\nLocation: /again\r\n\r\n", "");
        assertThatThrownBy(() -> repository(Credentials.none()).fetchManifest("t"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("it redirects more than 5 times");
    }

    @Test
    void waitsNoLongerThanItsLimitWhateverIsAsked() {
        for (String wait : List.of("9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT", "-1", "")) {
            answerWith("HTTP/1.1 429 No\r\nContent-Length: 0\r\nRetry-After: " + wait + "\r\n\r\n", "");
            assertThatThrownBy(() -> repository(Credentials.none(), 2).fetchManifest("t"))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("was tried 2 times");
        }
    }

    @Test
    void takesNoEndlessBody() {
        byte[] chunk = new byte[1 << 16];
        reply = (request, out) -> {
            out.write((OK + "\r\n").getBytes(ISO_8859_1));
            while (!request.contains(" /v2/ ")) {
                out.write(chunk);
            }
        };
        ForeignInput.seeded(0)
                .declares(RegistryException.class)
                .one("t", selector -> repository(Credentials.none()).fetchManifest(selector));
        assertThatThrownBy(() -> repository(Credentials.none()).fetchManifest("t"))
                .hasMessageEndingWith(": its answer has more than 16777216 bytes, which is the limit");
    }

    @Test
    void takesNoMoreOfABlobThanWasAnnounced() throws Exception {
        byte[] chunk = new byte[1 << 16];
        reply = (request, out) -> {
            out.write((OK + "\r\n").getBytes(ISO_8859_1));
            while (!request.contains(" /v2/ ")) {
                out.write(chunk);
            }
        };
        io.github.tcib.oci.OciLayout layout = io.github.tcib.oci.OciLayout.create(directory.resolve("layout"));
        Descriptor blob = new Descriptor("application/octet-stream", Digest.of(chunk), 1000);
        assertThatThrownBy(() -> layout.copyBlob(
                        blob,
                        out -> {
                            try {
                                repository(Credentials.none()).fetchBlob(blob, out);
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        },
                        "the registry"))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("more than the 1000 bytes it should have");
    }

    @Test
    void takesNoEndlessHeaders() {
        String line = "X-Filler: " + "x".repeat(8000) + "\r\n";
        reply = (request, out) -> {
            out.write(OK.getBytes(ISO_8859_1));
            while (true) {
                out.write(line.getBytes(ISO_8859_1));
            }
        };
        // by Java's own limit (jdk.http.maxHeaderSize), and in releases that have none by the time for an answer
        assertThatThrownBy(() -> repository(Credentials.none()).fetchManifest("t"))
                .isInstanceOf(RegistryException.class);
    }

    @Test
    void readsChallengesWhateverTheyAre() {
        ForeignInput.seeded(32)
                .texts(
                        2000,
                        header -> Challenge.of(List.of(header)),
                        "Bearer realm=\"https://a.example/token\",service=\"s\",scope=\"repository:a:pull\"",
                        "Basic realm=\"x\", Negotiate",
                        "a " + " ".repeat(20_000) + "=");
    }

    @Test
    void readsReferencesOrSaysWhyNot() {
        ForeignInput.seeded(33)
                .declares(RegistryException.class)
                .texts(
                        3000,
                        ImageReference::parse,
                        "localhost:5000/ns/nova-api:latest",
                        "r.example/a__b/c-d@sha256:" + "0".repeat(64));
        ForeignInput.seeded(0).declares(RegistryException.class).one("a/".repeat(100_000) + "a", ImageReference::parse);
        ForeignInput.seeded(0).declares(RegistryException.class).one("a" + "-a".repeat(50_000), ImageReference::parse);
    }

    @Test
    void readsAuthFilesOrSaysWhyNot() throws Exception {
        Path file = directory.resolve("auth.json");
        String auth = "{\"auths\":{\"r.example\":{\"auth\":\"dXNlcjpwYXNz\",\"identitytoken\":\"\"},"
                + "\"r.example/ns\":{\"username\":\"u\",\"password\":\"p\"}},\"credHelpers\":{\"r.example\":\"\"},"
                + "\"credsStore\":\"\"}";
        ForeignInput.Reader<String> reader = text -> {
            Files.writeString(file, text);
            new AuthFile(file, true, new CredentialHelper("", Duration.ofSeconds(30))).find("r.example", "ns/nova");
        };
        ForeignInput.seeded(34).declares(RegistryException.class).documents(400, reader, auth);
        ForeignInput.seeded(35).declares(RegistryException.class).texts(400, reader, auth);
    }

    @Test
    void readsAnswersOfHelpersOrSaysWhyNot() throws Exception {
        Path answer = directory.resolve("answer");
        program("docker-credential-fixed", "cat '" + answer + "'");
        Path file = Files.writeString(directory.resolve("auth.json"), "{\"credsStore\":\"fixed\"}");
        CredentialSource source =
                new AuthFile(file, true, new CredentialHelper(directory + ":/usr/bin", Duration.ofSeconds(30)));
        ForeignInput.seeded(36)
                .declares(RegistryException.class)
                .documents(
                        25,
                        text -> {
                            Files.writeString(answer, text);
                            source.find("r.example", "ns/nova");
                        },
                        "{\"ServerURL\":\"r.example\",\"Username\":\"u\",\"Secret\":\"s\"}");
        Files.writeString(answer, "x".repeat(3 << 20));
        assertThatThrownBy(() -> source.find("r.example", "ns/nova"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the credential helper docker-credential-fixed, named in '" + file
                        + "', gives no credentials: its answer has more than 1048576 characters");
    }

    @Test
    void sendsNoTokenOfALoginThatWouldAddHeaders() {
        answerWith("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", "");
        Credentials login = new Credentials(List.of(new CredentialSource() {
            @Override
            public Optional<Credential> find(String registry, String repository) {
                return Optional.of(new Credential.IdentityToken("a\r\nX-Other: 1"));
            }

            @Override
            public String origin() {
                return "the test";
            }
        }));
        assertThatThrownBy(() -> repository(login).fetchManifest("t"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("the login from the test has a token that no request can hold");
    }

    @Test
    void keepsTheFileOfCredentialsToItsUser() throws Exception {
        try (PrivateAuthFile file =
                PrivateAuthFile.write(Map.of("r.example/a", new Credential.Basic("u", "p")), directory)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                    .isEqualTo("rw-------");
        }
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String unauthorized(String realm) {
        return "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"" + realm + "\",service=\"s\"\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    /** Answers the token server's way, and asks for a token otherwise. */
    private void answerWith(String token) {
        reply = (request, out) ->
                out.write((request.contains("/token") ? token : unauthorized("http://" + name() + "/token"))
                        .getBytes(ISO_8859_1));
    }

    /** Answers all but the greeting. */
    private void answerWith(String answer, String greeting) {
        reply = (request, out) ->
                out.write((request.contains(" /v2/ ") ? OK + "Content-Length: 0\r\n\r\n" + greeting : answer)
                        .getBytes(ISO_8859_1));
    }

    private String name() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private Repository repository(Credentials credentials) throws RegistryException {
        return repository(credentials, 1);
    }

    private Repository repository(Credentials credentials, int attempts) throws RegistryException {
        return new Registries(new RegistrySettings(
                        credentials,
                        new TrustSettings(List.of(), Set.of("127.0.0.1", name())),
                        Proxies.open(ProxySelector.of(null)),
                        new Retries(attempts, Duration.ofMillis(1), Duration.ofMillis(5)),
                        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)),
                        notice -> {}))
                .repositoryForReading(ImageReference.parse(name() + "/ns/nova"));
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> answer(socket));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // the test is over
            }
        }
    }

    private void answer(Socket accepted) {
        try (Socket socket = accepted) {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return;
                }
                head.write(next);
            }
            reply.to(head.toString(ISO_8859_1), socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException e) {
            // the client has heard enough
        }
    }
}
