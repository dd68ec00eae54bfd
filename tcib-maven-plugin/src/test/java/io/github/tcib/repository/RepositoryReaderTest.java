package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why the state of a repository is not known, as the server of its metalink or its list of mirrors brings it about. */
class RepositoryReaderTest {

    private HttpServer server;
    private String address = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = "127.0.0.1:" + server.getAddress().getPort();
        serve("/page", "<html><br></html>");
        serve(
                "/md5",
                "<metalink><files><file name='repomd.xml'><verification><hash type='md5'>0</hash></verification></file>"
                        + "</files></metalink>");
        serve("/mirrors", "# nobody has it\n");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void saysWhatAMetalinkLacksAndNoPassword() throws Exception {
        assertThat(stateOf(metalink("/page")))
                .isEqualTo(new RepositoryState.Unreachable("http://" + address + "/page does not give a metalink"));
        assertThat(stateOf(metalink("/md5")))
                .isEqualTo(new RepositoryState.Unreachable(
                        "the metalink http://" + address + "/md5 gives no SHA-256 and no SHA-512 of repomd.xml"));
    }

    @Test
    void saysThatAListOfMirrorsIsEmpty() throws Exception {
        assertThat(stateOf(new RepositoryConfig(
                        "r", List.of(), Optional.empty(), Optional.of("http://" + address + "/mirrors"), Map.of())))
                .isEqualTo(new RepositoryState.Unreachable(
                        "the list of mirrors http://" + address + "/mirrors names no URL"));
        assertThat(stateOf(new RepositoryConfig("r", List.of(), Optional.empty(), Optional.empty(), Map.of())))
                .isEqualTo(new RepositoryState.Unreachable("it names no URL"));
    }

    private RepositoryConfig metalink(String path) {
        return new RepositoryConfig(
                "r", List.of(), Optional.of("http://user:s3cret@" + address + path), Optional.empty(), Map.of());
    }

    private static RepositoryState stateOf(RepositoryConfig repository) throws InterruptedException {
        Downloads downloads = new Downloads(ProxySelector.of(null), path -> Optional.empty(), Duration.ofSeconds(30));
        return new RepositoryReader(new UrlMetadata(downloads))
                .fetch(List.of(repository))
                .get(0);
    }

    private void serve(String path, String text) {
        server.createContext(path, exchange -> {
            byte[] body = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
