package io.github.tcib.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.Standin;
import io.github.tcib.build.BuildEngine;
import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageFiles;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.build.buildah.BuildahFixture;
import io.github.tcib.build.jib.JibEngine;
import io.github.tcib.build.jib.JibSettings;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.RegistryAccess;
import io.github.tcib.rpm.RpmFixture;
import io.github.tcib.rpm.RpmTag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills of images that the real engines built. */
class EngineBillsTest {

    private static final String STANDIN = Standin.BASE;
    private static final String DATABASE = "/var/lib/rpm/rpmdb.sqlite";

    @TempDir
    private Path directory;

    private Optional<BuildahFixture> opened = Optional.empty();

    @AfterEach
    void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    private BuildahFixture buildah() throws Exception {
        opened = Optional.of(BuildahFixture.open(directory.resolve("store")));
        return opened.get();
    }

    private Map<String, JsonNode> build(TestTree tree, BuildEngine engine) throws Exception {
        BuildResult result = new TreeBuild(
                        tree.request(TestTree.settings()), BuildEngines.only(engine), new RecordedLog(line -> {}))
                .run();
        ImageFiles files = engine.files();
        List<BomImage> images = new ArrayList<>();
        for (ImageResult image : result.images()) {
            String reference = image.reference().orElseThrow();
            images.add(new BomImage(
                    image.image().value(),
                    reference,
                    image.parent(),
                    Digest.parse(image.stored().orElseThrow().digest()),
                    Digest.parse(image.stored().orElseThrow().id()),
                    Platform.ofThisMachine(),
                    files.open(reference, image.stored().orElseThrow())));
        }
        BomWriter.Bills bills = new BomWriter(
                        directory.resolve("sbom"),
                        new BomFacts(
                                new BomFacts.Project("org.example", "images", "1"), "1", Optional.empty(), Map.of()),
                        warning -> {
                            throw new AssertionError(warning);
                        })
                .write(images);
        BomSchema.read(bills.tree());
        Map<String, JsonNode> read = new TreeMap<>();
        for (Path bill : bills.images()) {
            read.put(bill.getFileName().toString().replace(".cdx.json", ""), BomSchema.read(bill));
        }
        return read;
    }

    private static List<String> packages(JsonNode bill) {
        List<String> packages = new ArrayList<>();
        for (JsonNode component : bill.path("components")) {
            if (component.path("type").asText().equals("library")) {
                packages.add(component.path("name").asText());
            }
        }
        return packages;
    }

    private void placeDatabase(TestTree tree, String image, String name, String... packages) throws Exception {
        List<byte[]> headers = new ArrayList<>();
        for (String one : packages) {
            headers.add(RpmFixture.described(one, 0, "1", Map.of(RpmTag.LICENSE, "MIT")));
        }
        tree.file(image, name, "");
        Files.copy(
                RpmFixture.database(directory, headers),
                tree.context(image).resolve(name),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void readsImagesOfTheEmbeddedEngine() throws Exception {
        TestTree tree = new TestTree(directory)
                .base("base", "scratch", "COPY one " + DATABASE)
                .image("api", "base", "COPY both " + DATABASE)
                .image("conf", "api", "ENV A=b")
                .base("plain", "scratch", "ENV A=b");
        placeDatabase(tree, "base", "one", "zlib");
        placeDatabase(tree, "api", "both", "zlib", "httpd");
        JibEngine engine = JibEngine.open(
                directory.resolve("oci"),
                new JibSettings(Platform.ofThisMachine(), ImageFormat.OCI, LayerPacking.fast()),
                RegistryAccess.anonymous(),
                warning -> {});
        Map<String, JsonNode> bills = build(tree, engine);
        assertThat(packages(bills.get("base"))).containsExactly("zlib");
        assertThat(packages(bills.get("api"))).containsExactly("httpd", "zlib");
        assertThat(packages(bills.get("conf"))).containsExactly("httpd", "zlib");
        assertThat(packages(bills.get("plain"))).isEmpty();
        // the second build finds them all
        assertThat(build(tree, engine)).isEqualTo(bills);
    }

    @Test
    void seesWhatLayersOfBuildahReplaceAndRemove() throws Exception {
        BuildahFixture fixture = buildah();
        TestTree tree = new TestTree(directory)
                .base("base", BuildahFixture.BASE, "COPY one " + DATABASE)
                .image("api", "base", "COPY both " + DATABASE)
                .image("file", "api", "RUN rm " + DATABASE)
                .image("folder", "api", "RUN rm -r /var/lib")
                .image("link", "api", "RUN mv /var/lib/rpm /rpm && ln -s ../../rpm /var/lib/rpm");
        placeDatabase(tree, "base", "one", "zlib");
        placeDatabase(tree, "api", "both", "zlib", "httpd");
        Map<String, JsonNode> bills = build(tree, fixture.engine());
        assertThat(packages(bills.get("base"))).containsExactly("zlib");
        assertThat(packages(bills.get("api"))).containsExactly("httpd", "zlib");
        assertThat(packages(bills.get("file"))).isEmpty();
        assertThat(packages(bills.get("folder"))).isEmpty();
        assertThat(packages(bills.get("link"))).containsExactly("httpd", "zlib");
    }

    @Test
    void agreesWithRpm() throws Exception {
        BuildahFixture fixture = buildah();
        Path archive = Standin.archive(directory);
        fixture.run("pull", "-q", "docker-archive:" + archive);
        Files.delete(archive);
        TestTree tree = new TestTree(directory).base("base", STANDIN, "LABEL a=b");
        JsonNode bill = build(tree, fixture.engine()).get("base");

        List<String> words = new ArrayList<>(List.of("run"));
        if (Files.isExecutable(Path.of("/usr/sbin/runc")) || Files.isExecutable(Path.of("/usr/bin/runc"))) {
            words.addAll(List.of("--runtime", "runc"));
        }
        String container = fixture.run("from", "--pull-never", STANDIN);
        try {
            words.addAll(List.of("--network", "host", container, "rpm", "-qa", "--qf"));
            words.add("%{NAME}\\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{LICENSE}\\n");
            TreeSet<String> expected = new TreeSet<>();
            for (String line : fixture.run(words.toArray(String[]::new)).lines().toList()) {
                if (!line.startsWith("gpg-pubkey\t")) {
                    expected.add(line.strip());
                }
            }
            TreeSet<String> found = new TreeSet<>();
            for (JsonNode component : bill.path("components")) {
                if (component.path("type").asText().equals("library")) {
                    String purl = component.path("purl").asText();
                    JsonNode license = component.at("/licenses/0");
                    found.add(component.path("name").asText() + "\t"
                            + component.path("version").asText() + "\t"
                            + purl.replaceAll(".*[?&]arch=([^&]+).*", "$1") + "\t"
                            + license.path("expression")
                                    .asText(license.at("/license/id")
                                            .asText(license.at("/license/name").asText())));
                }
            }
            assertThat(found).isNotEmpty().isEqualTo(expected);
        } finally {
            fixture.run("rm", container);
        }
    }
}
