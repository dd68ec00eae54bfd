package io.github.tcib.build.jib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.tcib.oci.Digest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {

    @TempDir
    Path directory;

    private JibTree tree;

    @BeforeEach
    void createTree() throws Exception {
        tree = new JibTree(directory);
        tree.file("a/keep.txt", "keep")
                .file("a/drop.log", "drop")
                .file("a/deep/drop.log", "d")
                .file("b/secret", "s");
    }

    @Test
    void leavesOutWhatIsIgnoredAndTakesBackExceptions() throws Exception {
        tree.file(".containerignore", "# logs\n**/*.log\n!a/deep/drop.log\nb\n/.containerignore\n");
        assertThat(files("COPY . /x")).containsExactlyInAnyOrder("x/a/keep.txt", "x/a/deep/drop.log");
        assertThatThrownBy(() -> files("COPY b /x"))
                .hasMessageContaining("everything that 'b' names is excluded by .containerignore");
    }

    @Test
    void prefersContainerignoreAndElseReadsDockerignore() throws Exception {
        tree.file(".dockerignore", "a\n.dockerignore\n");
        assertThat(files("COPY . /x")).containsExactly("x/b/secret");
        tree.file(".containerignore", "b\n.*ignore\n");
        assertThat(files("COPY . /x")).containsExactlyInAnyOrder("x/a/keep.txt", "x/a/drop.log", "x/a/deep/drop.log");
    }

    @Test
    void fetchesAddressesAndChecksThem() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] content = "fetched".getBytes(UTF_8);
        server.createContext("/", exchange -> {
            boolean found = exchange.getRequestURI().getPath().equals("/dir/tool.tar");
            exchange.sendResponseHeaders(found ? 200 : 404, found ? content.length : -1);
            if (found) {
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/dir/tool.tar";
            String right = "--checksum=" + Digest.of(content);
            assertThat(tree.flat(tree.build("x", "FROM scratch\nADD " + right + " --chown=3:4 " + address + " /opt/\n"))
                            .files())
                    .hasEntrySatisfying(
                            "opt/tool.tar",
                            line -> assertThat(line).startsWith("file 7 ").endsWith(" 600 3:4"));
            assertThat(files("ADD --chmod=755 " + address + " /bin/tool")).containsExactly("bin/tool");
            String wrong = "--checksum=" + Digest.of("other".getBytes(UTF_8));
            assertThatThrownBy(() -> files("ADD " + wrong + " " + address + " /opt/"))
                    .hasMessageContaining("has the checksum " + Digest.of(content) + ", but --checksum says");
            assertThatThrownBy(() -> files("ADD " + address + "x /opt/"))
                    .hasMessageContaining("the server answers 404");
        } finally {
            server.stop(0);
        }
        assertThatThrownBy(() -> files("ADD http://127.0.0.1:1/x /opt/")).isInstanceOf(RemoteException.class);
    }

    @Test
    void hidesTheOldDirectoryBehindAFileThatBecomesADirectoryAgain() throws Exception {
        tree.build("base", "FROM scratch\nCOPY a /d/sub\n");
        tree.file("c/sub", "a file");
        assertThat(tree.flat(tree.build("child", "FROM base\nCOPY c /d\nCOPY b /e\nADD c /d\nCOPY a/deep /d2\n"))
                        .files())
                .containsKeys("d/sub", "e/secret")
                .doesNotContainKey("d/sub/keep.txt");
        tree.file("c2/sub/new", "n");
        assertThat(tree.flat(tree.build("again", "FROM base\nCOPY c /d\nCOPY c2 /d\n"))
                        .files())
                .containsKeys("d/sub/new")
                .doesNotContainKey("d/sub/keep.txt");
    }

    private Set<String> files(String instruction) throws Exception {
        var files = tree.flat(tree.build("x", "FROM scratch\n" + instruction + "\n"))
                .files();
        files.values().removeIf(line -> line.startsWith("dir"));
        return files.keySet();
    }
}
