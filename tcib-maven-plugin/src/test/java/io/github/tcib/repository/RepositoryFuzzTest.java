package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.tcib.ForeignInput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that are damaged, hostile or endless. */
class RepositoryFuzzTest {

    private static final String METALINK = """
            <?xml version="1.0" encoding="utf-8"?>
            <metalink version="3.0" xmlns="http://www.metalinker.org/"><files><file name="repomd.xml">
            <verification><hash type="md5">00</hash><hash type="sha256">%s</hash></verification>
            <resources><url protocol="https">https://a.example/repodata/repomd.xml</url></resources>
            </file></files></metalink>
            """.formatted("0".repeat(64));

    @TempDir
    private Path directory;

    @Test
    void readsMetalinksOrSaysWhyNot() {
        ForeignInput.seeded(40)
                .declares(IOException.class)
                .bytes(3000, bytes -> Metalink.repomdDigestIn("u", bytes), METALINK.getBytes(UTF_8));
    }

    @Test
    void expandsNoEntitiesAndReadsNoFilesForAMetalink() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        StringBuilder laughs = new StringBuilder("<!DOCTYPE m [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");
        }
        for (String start : List.of(laughs + "]>", "<!DOCTYPE m [<!ENTITY l29 SYSTEM \"" + secret.toUri() + "\">]>")) {
            byte[] metalink = (start + "<m><hash type=\"sha256\">&l29;</hash></m>").getBytes(UTF_8);
            ForeignInput.seeded(0).declares(IOException.class).one(metalink, bytes -> {
                assertThat(Metalink.repomdDigestIn("u", bytes))
                        .doesNotContain("secret")
                        .doesNotContain("ha");
            });
        }
    }

    @Test
    void readsRepoFilesWhateverTheyAre() {
        ForeignInput.seeded(41)
                .texts(
                        3000,
                        text -> {
                            RepoFile.enabledIn(text, value -> value);
                            RepoFile.optionsIn(text, DnfVariables.of("9", "x86_64", Map.of("a", "$b"))::fill);
                        },
                        """
                        [main]
                        x=1
                        [base]
                        name=Base $releasever
                        baseurl=https://a.example/$basearch
                          https://b.example/
                        enabled=1
                        gpgcheck=1
                        gpgkey=file:///etc/pki/key
                        [off]
                        enabled=0
                        """);
    }

    @Test
    void calculatesNoStateOfAddressesThatAreNone() throws Exception {
        UrlMetadata metadata = new UrlMetadata(
                new Downloads(ProxySelector.of(null), path -> Optional.of(directory), Duration.ofSeconds(5)));
        for (String url : List.of(
                "http:",
                "http:x",
                "http:///x",
                "http://a b",
                "https://[",
                "file:///%00",
                "file:",
                "jar:file:/x!/y",
                "",
                "%")) {
            RepositoryConfig repository = configOf(url);
            ForeignInput.seeded(0).declares(IOException.class).one(url, one -> metadata.fetch(one, repository));
            assertThatThrownBy(() -> metadata.fetch(url, repository)).as(url).isInstanceOf(IOException.class);
            List<RepositoryState> states = new RepositoryReader(metadata).fetch(List.of(repository));
            assertThat(states).hasOnlyElementsOfType(RepositoryState.Unreachable.class);
        }
    }

    @Test
    void takesNoMoreOfAnAnswerThanItsLimit() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = "x".repeat(1 << 16).getBytes(ISO_8859_1);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++) {
                    out.write(chunk);
                }
            } catch (IOException e) {
                // the client has enough
            }
        });
        server.start();
        try {
            UrlMetadata metadata = new UrlMetadata(
                    new Downloads(ProxySelector.of(null), path -> Optional.empty(), Duration.ofSeconds(20)));
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            assertThatThrownBy(() -> metadata.fetch(url, configOf(url)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("gives more than 33554432 bytes, which is the limit");
        } finally {
            server.stop(0);
        }
    }

    private static RepositoryConfig configOf(String url) {
        return new RepositoryConfig("r", List.of(url), Optional.empty(), Optional.empty(), Map.of());
    }
}
