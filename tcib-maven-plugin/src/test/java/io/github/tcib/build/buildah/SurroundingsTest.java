package io.github.tcib.build.buildah;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.tcib.build.Ingredient;
import io.github.tcib.build.buildah.BuildahSettings.ImageFormat;
import io.github.tcib.build.buildah.BuildahSettings.Program;
import io.github.tcib.build.buildah.BuildahSettings.Registries;
import io.github.tcib.build.buildah.BuildahSettings.Steps;
import io.github.tcib.registry.TestCertificates;
import io.github.tcib.repository.SecureServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurroundingsTest {

    @TempDir
    private Path directory;

    private final Map<String, String> served = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private HttpServer server;
    private String url;
    private Path repos;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            synchronized (requests) {
                requests.add(path);
            }
            byte[] body = served.getOrDefault(path, "").getBytes(UTF_8);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        repos = Files.createDirectories(directory.resolve("repos.d"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aRepositoryCountsByItsMetadataWithVariablesFilledIn() throws Exception {
        served.put("/9/x86_64/repodata/repomd.xml", "one");
        repo("[app]\nname=App\nbaseurl=" + url + "/$releasever/${basearch}/\n");
        Ingredient before = of("repository app", read());

        served.put("/9/x86_64/repodata/repomd.xml", "two");

        assertThat(of("repository app", read())).isNotEqualTo(before);
        assertThat(before.known()).isTrue();
        assertThat(warnings).isEmpty();
    }

    @Test
    void disabledRepositoriesAreNotAsked() throws Exception {
        repo("[main]\nbaseurl=" + url + "/main\n[off]\nbaseurl=" + url + "/off\nenabled=0\n");

        assertThat(read()).containsOnlyKeys("repository file test.repo");
        assertThat(requests).isEmpty();
    }

    @Test
    void aRepositoryThatCannotBeReadIsNotKnownAndSaidOnce() throws Exception {
        repo("[app]\nbaseurl=" + url + "/nowhere\n");
        Surroundings surroundings = surroundings();

        assertThat(of("repository app", surroundings.read())).isEqualTo(Ingredient.unknown());
        assertThat(of("repository app", surroundings.read())).isEqualTo(Ingredient.unknown());
        assertThat(warnings)
                .containsExactly("the state of repository app cannot be found out, so images with RUN steps are built: "
                        + url + "/nowhere/repodata/repomd.xml answers with status 404");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aVolumeThatIsNotThereIsNotKnownAndSaid() throws Exception {
        Path gone = directory.resolve("gone");

        assertThat(of(
                        "volume /opt/packages",
                        surroundings(gone + ":/opt/packages:ro").read()))
                .isEqualTo(Ingredient.unknown());
        assertThat(warnings)
                .containsExactly(
                        "the volume " + gone + " cannot be read or has too many files to compare, so images with"
                                + " RUN steps are built; if it is a cache, say so with the option rw");
    }

    /** Root may read every file of a disk, but not those that the kernel has for writing only. */
    @Test
    void aRepositoryFileThatCannotBeReadIsNotKnownAndSaid() throws Exception {
        Path file = repo("[app]\nbaseurl=" + url + "/app\n");
        assumeTrue(
                run("mount", "--bind", "/sys/bus/platform/drivers_probe", file.toString()),
                "left out: a file that nobody may read; only root can mount one");
        try {
            assertThat(of("volume /etc/distro.repos.d", read())).isEqualTo(Ingredient.unknown());
            assertThat(warnings)
                    .singleElement(STRING)
                    .startsWith("the repository files in " + repos
                            + " cannot be read, so images with RUN steps are built: ");
        } finally {
            run("umount", file.toString());
        }
    }

    private static boolean run(String... words) throws Exception {
        return new ProcessBuilder(words).start().waitFor() == 0;
    }

    @Test
    void aRepositoryThatWantsAClientCertificateIsKnownWhenThatIsOnAVolume() throws Exception {
        Path pki = directory.resolve("pki");
        TestCertificates certificates = TestCertificates.make(pki);
        certificates.issue("client", "DNS:client.example", 2);
        String options = """
                sslcacert=/etc/pki/app/ca.pem
                sslclientcert=/etc/pki/app/client.pem
                sslclientkey=/etc/pki/app/client.key
                """;
        try (SecureServer secure =
                SecureServer.start(certificates, certificates.issue("server", "IP:127.0.0.1", 2), true)) {
            repo("[app]\nbaseurl=" + secure.url() + "\n" + options);

            assertThat(of("repository app", read(pki + ":/etc/pki/app:ro")).known())
                    .isTrue();
            assertThat(warnings).isEmpty();
            assertThat(of("repository app", read()).known()).isFalse();
            assertThat(warnings).singleElement().asString().contains("mount it with tcib.volumes");

            warnings.clear();
            repo("[app]\nbaseurl=" + secure.url() + "\nsslverify=0\n" + options);
            assertThat(of("repository app", read(pki + ":/etc/pki/app:ro")).known())
                    .isTrue();
            assertThat(warnings)
                    .containsExactly("the server of the repository app is not verified, as its sslverify=0 says");
        }
    }

    @Test
    void theFirstMirrorThatAnswersIsTaken() throws Exception {
        served.put("/b/repodata/repomd.xml", "one");
        served.put("/list?arch=x86_64", "# mirrors\n" + url + "/a\n" + url + "/b/\n");
        repo("[app]\nbaseurl=" + url + "/a\n  " + url + "/b\n[list]\nmirrorlist=" + url + "/list?arch=$basearch\n");

        SortedMap<String, Ingredient> ingredients = read();

        assertThat(of("repository app", ingredients).known()).isTrue();
        assertThat(of("repository list", ingredients)).isEqualTo(of("repository app", ingredients));
    }

    @Test
    void aMetalinkCountsByTheDigestItGivesNotByItsMirrors() throws Exception {
        repo("[app]\nmetalink=" + url + "/metalink?repo=baseos-$stream\n");
        served.put("/metalink?repo=baseos-9-stream", metalink("abc", "mirror1"));
        Ingredient first = of("repository app", read());
        served.put("/metalink?repo=baseos-9-stream", metalink("abc", "mirror2"));
        Ingredient second = of("repository app", read());
        served.put("/metalink?repo=baseos-9-stream", metalink("def", "mirror1"));

        assertThat(first).isEqualTo(Ingredient.of("abc")).isEqualTo(second);
        assertThat(of("repository app", read())).isEqualTo(Ingredient.of("def"));
    }

    @Test
    void fileUrlsAreFoundThroughTheVolumes() throws Exception {
        Path repo = Files.createDirectories(directory.resolve("repo/repodata"));
        Files.writeString(repo.resolve("repomd.xml"), "one");
        repo("[app]\nbaseurl=file:///standin-repo\n[gone]\nbaseurl=file:///not-mounted\n");

        SortedMap<String, Ingredient> ingredients = read(directory.resolve("repo") + ":/standin-repo:ro");

        assertThat(of("repository app", ingredients).known()).isTrue();
        assertThat(of("repository gone", ingredients).known()).isFalse();
        assertThat(warnings).singleElement().asString().contains("/not-mounted/repodata/repomd.xml is not on a volume");
    }

    @Test
    void aVolumeCountsByContentUnlessItIsACache() throws Exception {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        Files.writeString(keys.resolve("a"), "one");
        String volume = keys + ":/etc/pki:z";
        String cache = keys + ":/var/cache:rw,z";
        SortedMap<String, Ingredient> before = read(volume, cache);
        Files.writeString(keys.resolve("a"), "two");
        SortedMap<String, Ingredient> after = read(volume, cache);

        assertThat(of("volume /etc/pki", after)).isNotEqualTo(of("volume /etc/pki", before));
        assertThat(of("volume /var/cache", after)).isEqualTo(of("volume /var/cache", before));
    }

    @Test
    void aRepositoryOnAVolumeCountsByItsMetadata() throws Exception {
        Path repo = Files.createDirectories(directory.resolve("repo/repodata"));
        Files.writeString(repo.resolve("repomd.xml"), "one");
        String volume = directory.resolve("repo") + ":/standin-repo:ro";
        Ingredient before = of("volume /standin-repo", read(volume));
        Files.writeString(directory.resolve("repo/more.rpm"), "x");

        assertThat(of("volume /standin-repo", read(volume))).isEqualTo(before);
    }

    @Test
    void variablesOnVolumesWin() throws Exception {
        Path vars = Files.createDirectories(directory.resolve("vars"));
        Files.writeString(vars.resolve("stream"), "10-stream\n");
        served.put("/10-stream/repodata/repomd.xml", "x");
        repo("[app]\nbaseurl=" + url + "/$stream\n");

        assertThat(of("repository app", read(vars + ":/etc/dnf/vars:ro")).known())
                .isTrue();
    }

    private static Ingredient of(String name, SortedMap<String, Ingredient> ingredients) {
        return Optional.ofNullable(ingredients.get(name)).orElseThrow();
    }

    private static String metalink(String digest, String mirror) {
        return "<?xml version=\"1.0\"?><metalink version=\"3.0\" xmlns=\"http://www.metalinker.org/\""
                + " xmlns:mm0=\"http://fedorahosted.org/mirrormanager\"><files><file name=\"repomd.xml\">"
                + "<verification><hash type=\"md5\">1</hash><hash type=\"sha256\">" + digest + "</hash></verification>"
                + "<mm0:alternates><mm0:alternate><verification><hash type=\"sha256\">older</hash></verification>"
                + "</mm0:alternate></mm0:alternates><resources><url>http://" + mirror
                + "/</url></resources></file></files></metalink>";
    }

    private Path repo(String text) throws Exception {
        return Files.writeString(repos.resolve("test.repo"), text);
    }

    private SortedMap<String, Ingredient> read(String... volumes) throws Exception {
        return surroundings(volumes).read();
    }

    private Surroundings surroundings(String... volumes) {
        BuildahSettings settings = new BuildahSettings(
                new Program("buildah", List.of(), List.of()),
                new Steps(List.of(volumes), Optional.of(repos), "host", "9"),
                new Registries(Optional.empty(), Set.of()),
                ImageFormat.OCI,
                Optional.of("linux/amd64"),
                false);
        return new Surroundings(settings, settings.architecture(), Optional.empty(), warnings::add);
    }
}
