package io.github.tcib.build.jib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.tcib.oci.OciException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the embedded engine says of instructions that it cannot carry out. */
class RefusedInstructionsTest {

    @TempDir
    private Path directory;

    private JibTree tree;

    @BeforeEach
    void createTree() throws Exception {
        tree = new JibTree(directory);
        tree.file("one.txt", "one").file("two.txt", "two");
        tree.file("passwd", "nobody:x:many:1::/:/bin/sh\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "COPY one.txt ~ COPY: at least one source and a destination are needed",
                "COPY --chown one.txt /x ~ COPY: the flag --chown has no value; write --chown=…",
                "COPY --chwon=1 one.txt /x ~ COPY: the flag --chwon is unknown; there are --chown, --chmod and, for ADD,"
                        + " --checksum",
                "COPY --chmod=9x one.txt /x ~ COPY: --chmod=9x is not an octal mode such as 0644",
                "COPY --from=builder one.txt /x ~ COPY: --from needs other stages or images, which only buildah has;"
                        + " set tcib.engine=buildah",
                "COPY --checksum=sha256:0 one.txt /x ~ COPY: --checksum is for ADD of an address; COPY takes files of the"
                        + " context",
                "ADD --checksum=sha256:HEX one.txt /x ~ ADD: --checksum is for an address; 'one.txt' is a file of the context",
                "COPY http://127.0.0.1/x /x ~ COPY: COPY cannot fetch 'http://127.0.0.1/x'; use ADD",
                "ADD http://[/x /x ~ ADD: 'http://[/x' is not a valid address: ",
                "ADD http://127.0.0.1:1/ /x/ ~ ADD: 'http://127.0.0.1:1/' ends without a file name; name the file in the"
                        + " destination",
                "COPY three.txt /x ~ COPY: the context 'ROOT' has no 'three.txt'",
                "COPY *.conf /x/ ~ COPY: no file in the context matches *.conf",
                "COPY [a /x/ ~ COPY: '[a' is not a valid pattern for file names",
                "COPY --chown=nobody one.txt /x ~ COPY: the image has no user 'nobody' in its /etc/passwd; use its number, or"
                        + " place the file first",
                "COPY --chown=: one.txt /x ~ COPY: ':' names no user",
                "HEALTHCHECK NONE now ~ HEALTHCHECK: HEALTHCHECK NONE takes no arguments",
                "HEALTHCHECK curl ~ HEALTHCHECK: HEALTHCHECK is followed by NONE or by CMD and a command",
                "HEALTHCHECK CMD ~ HEALTHCHECK: HEALTHCHECK CMD has no command",
                "HEALTHCHECK --retries=0 CMD x ~ HEALTHCHECK: --retries=0 is not a number above zero",
                "HEALTHCHECK --timeout=soon CMD x ~ HEALTHCHECK: --timeout=soon is not a time above zero, such as 30s or 1m30s",
                "HEALTHCHECK --often=1 CMD x ~ HEALTHCHECK: the flag --often is unknown; there are --interval, --timeout,"
                        + " --start-period and --retries",
                "SHELL /bin/sh ~ SHELL takes a JSON array such as [\"/bin/bash\", \"-c\"]",
                "STOPSIGNAL SIGNOPE ~ STOPSIGNAL: 'SIGNOPE' is not a signal; name one such as SIGTERM, or its number",
                "VOLUME [\"\"] ~ VOLUME: a volume is an empty string",
                "ENV =x ~ ENV: '=x' has no name",
                "WORKDIR ~ WORKDIR: an argument is missing",
                "RUN id ~ image 'api', Containerfile:2: RUN: RUN needs buildah; the embedded engine only places files and sets"
                        + " configuration. Install buildah and set tcib.engine to auto or buildah",
            })
    void saysWhatIsWrongWithAnInstruction(String instruction, String expected) {
        assertRefused(
                "FROM scratch\n" + instruction.replace("HEX", "0".repeat(64)) + "\n",
                expected.replace("ROOT", tree.context().toString()));
    }

    @Test
    void saysHowAChecksumIsWritten() {
        String digest = "'md5:0' is not a digest of the form sha256:<64 hexadecimal digits>";
        assertRefused("FROM scratch\nADD --checksum=md5:0 http://127.0.0.1/x /x\n", "ADD: --checksum: " + digest);
    }

    @Test
    void makesNoDirectoryOfAFile() {
        assertRefused(
                "FROM scratch\nCOPY one.txt /a\nCOPY two.txt /a/\n",
                "'/a' is a file in the image already, but has to be a directory here");
        assertRefused(
                "FROM scratch\nCOPY one.txt /a\nCOPY *.txt /a\n",
                "'*.txt' names 2 files, but '/a' is not a directory; end the destination with a slash");
        assertRefused(
                "FROM scratch\nCOPY one.txt /a\nCOPY two.txt /a/b/c\n",
                "'/a' is in the image already and is not a directory");
    }

    @Test
    void refusesAUserWithoutANumber() {
        assertRefused(
                "FROM scratch\nCOPY passwd /etc/passwd\nCOPY --chown=nobody one.txt /x\n",
                "the image's entry for 'nobody' has no number");
    }

    @Test
    void refusesLinksThatGoRoundInCircles() throws Exception {
        Files.createSymbolicLink(tree.context().resolve("a"), Path.of("b"));
        Files.createSymbolicLink(tree.context().resolve("b"), Path.of("a"));
        assertRefused(
                "FROM scratch\nCOPY a /x\n",
                "'a' links to 'b', which is not in the context '" + tree.context()
                        + "'; a link must lead to a file of the context");
    }

    /** What is absolute begins at the context, and so does the way to the next link. */
    @Test
    void namesTheTargetOfALinkBehindALink() throws Exception {
        Files.createDirectories(tree.context().resolve("conf"));
        Files.createSymbolicLink(tree.context().resolve("etc"), Path.of("/conf"));
        Files.createSymbolicLink(tree.context().resolve("conf/api.conf"), Path.of("gone"));
        assertRefused(
                "FROM scratch\nCOPY etc/api.conf /x\n",
                "'etc/api.conf' links to 'gone', which is not in the context '" + tree.context()
                        + "'; a link must lead to a file of the context");
    }

    @Test
    void followsNoCirclesOfLinksInTheImage() throws Exception {
        Files.createDirectories(tree.context().resolve("links"));
        Files.createSymbolicLink(tree.context().resolve("links/a"), Path.of("b"));
        Files.createSymbolicLink(tree.context().resolve("links/b"), Path.of("a"));
        assertRefused(
                "FROM scratch\nCOPY links /\nCOPY one.txt /a/\n",
                "image 'api', Containerfile:3: COPY: '/a' leads through too many symbolic links in the image");
    }

    @Test
    void saysThatTheIgnoreFileLeavesNothing() throws Exception {
        tree.file(".containerignore", "*.txt\n");
        assertRefused(
                "FROM scratch\nCOPY one.txt /x\n", "everything that 'one.txt' names is excluded by .containerignore");
    }

    @Test
    void refusesIgnoreFilesThatCannotBeRead() throws Exception {
        tree.file(".containerignore", "!\n");
        for (Map.Entry<String, String> line : Map.of(
                        "!", ".containerignore has a line '!' without a pattern",
                        "[b-a]", ".containerignore has the malformed pattern '[b-a]'")
                .entrySet()) {
            tree.file(".containerignore", line.getKey() + "\n");
            assertThatThrownBy(() -> tree.build("api", "FROM scratch\nCOPY one.txt /x\n"))
                    .isInstanceOf(JibBuildException.class)
                    .hasMessage("image 'api': " + line.getValue());
        }
    }

    @Test
    void refusesAnArchiveThatIsDamaged() throws Exception {
        Path archive = tree.context().resolve("x.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            TarArchiveEntry entry = new TarArchiveEntry("file");
            entry.setSize(2000);
            tar.putArchiveEntry(entry);
            tar.write(new byte[2000]);
            tar.closeArchiveEntry();
        }
        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 1000));
        assertThatThrownBy(() -> tree.build("api", "FROM scratch\nADD x.tar /x/\n"))
                .hasMessageStartingWith(
                        "the archive '" + archive + "' cannot be unpacked: the tar file ends within an entry");
    }

    @Test
    void saysWhyAFileCannotBeFetched() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "x".getBytes(UTF_8);
            int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try {
            assertRefused(
                    "FROM scratch\nADD " + address + "404 /x\n", "404' cannot be fetched: the server answers 404");
            assertThatThrownBy(() -> tree.build("api", "FROM scratch\nADD " + address + "503 /x\n"))
                    .isInstanceOf(RemoteException.class)
                    .hasMessage("'" + address + "503' cannot be fetched: the server answers 503");
            assertRefused(
                    "FROM scratch\nADD --checksum=sha256:" + "0".repeat(64) + " " + address + "200 /x\n",
                    "200' has the checksum sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881, but"
                            + " --checksum says sha256:0000");
        } finally {
            server.stop(0);
        }
        assertThatThrownBy(() -> tree.build("api", "FROM scratch\nADD " + address + "200 /x\n"))
                .isInstanceOf(RemoteException.class)
                .hasMessage("'" + address + "200' cannot be fetched: java.net.ConnectException");
    }

    @Test
    void saysThatABaseIsNotThere() {
        assertThatThrownBy(() -> tree.bases().fetch("oci:" + directory.resolve("none")))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("the base image 'oci:")
                .hasMessageEndingWith("there is no '" + directory.resolve("none") + "'");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> tree.build("api", text))
                .isInstanceOf(JibBuildException.class)
                .hasMessageContaining(message);
    }
}
