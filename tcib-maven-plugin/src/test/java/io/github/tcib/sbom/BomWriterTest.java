package io.github.tcib.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.Content;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.Platform;
import io.github.tcib.oci.RootFilesystem;
import io.github.tcib.oci.RootPath;
import io.github.tcib.rpm.RpmFixture;
import io.github.tcib.rpm.RpmTag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bills of images that are made by hand. */
class BomWriterTest {

    private static final Digest DIGEST = Digest.of("some file".getBytes(StandardCharsets.UTF_8));
    private static final String BASE = "pkg:oci/stream9?repository_url=registry.example/centos/stream9&tag=9";

    @TempDir
    private Path directory;

    private Optional<Instant> created = Optional.of(Instant.parse("2026-01-02T03:04:05Z"));
    private Map<String, Digest> locked = Map.of();
    private final List<String> warnings = new ArrayList<>();

    private static Node.File file(byte[] content) {
        return new Node.File(new Attributes(0644, 0, 0), Content.of(content));
    }

    private static RootFilesystem filesystem(Map<String, Node> files) {
        Map<String, Node> all = new TreeMap<>(files);
        files.keySet().forEach(path -> {
            for (String above = RootPath.parentOf(path); !above.isEmpty(); above = RootPath.parentOf(above)) {
                all.putIfAbsent(above, new Node.Directory(Attributes.ofNewDirectory(0, 0)));
            }
        });
        return path -> Optional.ofNullable(all.get(path));
    }

    private Node.File database(byte[]... headers) throws Exception {
        return file(Files.readAllBytes(RpmFixture.database(directory, List.of(headers))));
    }

    private static byte[] rpm(String name, int epoch, String version, String license) {
        return RpmFixture.described(
                name,
                epoch,
                version,
                Map.of(
                        RpmTag.LICENSE,
                        license,
                        RpmTag.VENDOR,
                        "CentOS",
                        RpmTag.PACKAGER,
                        "builder@example.org",
                        RpmTag.URL,
                        "https://example.org/" + name,
                        RpmTag.SUMMARY,
                        "What " + name + " is",
                        RpmTag.SOURCE_RPM,
                        name + "-" + version + "-1.el9.src.rpm"));
    }

    private static BomImage image(String name, Optional<String> parent, Map<String, Node> files) {
        return new BomImage(
                name,
                "registry.example:5000/example/openstack-" + name + ":antelope",
                parent,
                Digest.of(name.getBytes(StandardCharsets.UTF_8)),
                Digest.of((name + " config").getBytes(StandardCharsets.UTF_8)),
                new Platform("linux", "amd64", ""),
                filesystem(files));
    }

    private BomWriter.Bills write(BomImage... images) throws Exception {
        BomFacts facts = new BomFacts(new BomFacts.Project("org.example", "images", "1.0"), "0.1.0", created, locked);
        return new BomWriter(directory.resolve("sbom"), facts, warnings::add).write(List.of(images));
    }

    private BomImage base() throws Exception {
        return image(
                "base",
                Optional.of("registry.example/centos/stream9:9"),
                Map.of(
                        "usr/lib/os-release",
                        file("NAME=\"CentOS Stream\"\nVERSION_ID=\"9\"\nID=\"centos\"\nPRETTY_NAME='CentOS Stream 9'\n"
                                .getBytes(StandardCharsets.UTF_8)),
                        "etc/os-release",
                        new Node.Symlink(new Attributes(0777, 0, 0), "../usr/lib/os-release"),
                        "var/lib/rpm/rpmdb.sqlite",
                        database(
                                rpm("openssl-libs", 1, "3.5.1", "Apache-2.0"),
                                rpm("libstdc++", 0, "11.5~rc1^git", "GPLv3+ with exceptions"),
                                rpm("zlib", 0, "1.2.11", "Zlib AND BSL-1.0"),
                                RpmFixture.described("gpg-pubkey", 0, "8483c65d", Map.of()))));
    }

    private static JsonNode named(JsonNode bill, String name) {
        return StreamSupport.stream(bill.path("components").spliterator(), false)
                .filter(component -> component.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode bill) {
        return StreamSupport.stream(bill.path("components").spliterator(), false)
                .map(component -> component.path("name").asText())
                .toList();
    }

    private static List<String> dependsOn(JsonNode bill, String reference) {
        for (JsonNode dependency : bill.path("dependencies")) {
            if (dependency.path("ref").asText().equals(reference)) {
                return StreamSupport.stream(dependency.path("dependsOn").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
            }
        }
        throw new AssertionError("nothing is said of " + reference);
    }

    @Test
    void saysOfAnImageWhatItIs() throws Exception {
        JsonNode bill = BomSchema.read(write(base()).images().get(0));
        JsonNode subject = bill.at("/metadata/component");
        assertThat(subject.path("type").asText()).isEqualTo("container");
        assertThat(subject.path("name").asText()).isEqualTo("registry.example:5000/example/openstack-base");
        assertThat(subject.path("version").asText()).isEqualTo("antelope");
        Digest manifest = Digest.of("base".getBytes(StandardCharsets.UTF_8));
        assertThat(subject.at("/hashes/0/content").asText()).isEqualTo(manifest.hex());
        assertThat(subject.path("purl").asText())
                .isEqualTo("pkg:oci/openstack-base@sha256%3A" + manifest.hex()
                        + "?arch=amd64&repository_url=registry.example%3A5000%2Fexample%2Fopenstack-base&tag=antelope");
        assertThat(subject.at("/pedigree/ancestors/0/name").asText()).isEqualTo("registry.example/centos/stream9");
        assertThat(bill.at("/metadata/timestamp").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(bill.at("/metadata/tools/components/0/name").asText()).isEqualTo("tcib-maven-plugin");
    }

    @Test
    void saysOfAPackageWhatItsHeaderSays() throws Exception {
        JsonNode bill = BomSchema.read(write(base()).images().get(0));
        assertThat(names(bill)).containsExactly("centos", "libstdc++", "openssl-libs", "zlib");
        JsonNode openssl = named(bill, "openssl-libs");
        assertThat(openssl.path("purl").asText())
                .isEqualTo("pkg:rpm/centos/openssl-libs@3.5.1-1.el9?arch=x86_64&distro=centos-9&epoch=1");
        assertThat(openssl.path("version").asText()).isEqualTo("1:3.5.1-1.el9");
        assertThat(openssl.path("group").asText()).isEqualTo("centos");
        assertThat(openssl.at("/supplier/name").asText()).isEqualTo("CentOS");
        assertThat(openssl.path("publisher").asText()).isEqualTo("builder@example.org");
        assertThat(openssl.at("/licenses/0/license/id").asText()).isEqualTo("Apache-2.0");
        assertThat(openssl.at("/externalReferences/0/url").asText()).isEqualTo("https://example.org/openssl-libs");
        assertThat(openssl.at("/properties/0/value").asText()).isEqualTo("openssl-libs-3.5.1-1.el9.src.rpm");
        assertThat(openssl.has("hashes")).isFalse();
        assertThat(named(bill, "zlib").at("/licenses/0/expression").asText()).isEqualTo("Zlib AND BSL-1.0");
        JsonNode strange = named(bill, "libstdc++");
        assertThat(strange.at("/licenses/0/license/name").asText()).isEqualTo("GPLv3+ with exceptions");
        assertThat(strange.path("purl").asText())
                .startsWith("pkg:rpm/centos/libstdc%2B%2B@11.5~rc1%5Egit-1.el9?arch=x86_64");
        JsonNode system = named(bill, "centos");
        assertThat(system.path("type").asText()).isEqualTo("operating-system");
        assertThat(system.path("description").asText()).isEqualTo("CentOS Stream 9");
        assertThat(dependsOn(bill, bill.at("/metadata/component/bom-ref").asText()))
                .hasSize(4)
                .contains("os-release:centos-9", strange.path("bom-ref").asText());
    }

    @Test
    void addsTheDigestsOfLockedFiles() throws Exception {
        locked = Map.of("openssl-libs-1:3.5.1-1.el9.x86_64", DIGEST, "zlib-9-1.el9.x86_64", DIGEST);
        JsonNode bill = BomSchema.read(write(base()).images().get(0));
        assertThat(named(bill, "openssl-libs").at("/hashes/0/alg").asText()).isEqualTo("SHA-256");
        assertThat(named(bill, "openssl-libs").at("/hashes/0/content").asText()).isEqualTo(DIGEST.hex());
        // another version than the locked one is another file
        assertThat(named(bill, "zlib").has("hashes")).isFalse();
    }

    @Test
    void saysOfASetWhichImageStandsOnWhich() throws Exception {
        BomImage base = base();
        BomImage api = image(
                "api",
                Optional.of(base.reference()),
                Map.of("var/lib/rpm/rpmdb.sqlite", database(rpm("httpd", 0, "2.4", "Apache-2.0"))));
        BomWriter.Bills bills = write(base, api);
        JsonNode tree = BomSchema.read(bills.tree());
        assertThat(bills.packages()).isEqualTo(4);
        assertThat(bills.images())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("base.cdx.json", "api.cdx.json");
        String baseReference = named(tree, "registry.example:5000/example/openstack-base")
                .path("bom-ref")
                .asText();
        String apiReference = named(tree, "registry.example:5000/example/openstack-api")
                .path("bom-ref")
                .asText();
        assertThat(dependsOn(tree, "project:org.example:images:1.0"))
                .containsExactlyInAnyOrder(baseReference, apiReference);
        assertThat(dependsOn(tree, apiReference))
                .containsExactlyInAnyOrder(
                        baseReference, named(tree, "httpd").path("bom-ref").asText());
        String outside =
                named(tree, "registry.example/centos/stream9").path("bom-ref").asText();
        assertThat(outside).startsWith(BASE.substring(0, BASE.indexOf('?')));
        assertThat(dependsOn(tree, baseReference)).hasSize(5).contains(outside);
    }

    @Test
    void writesTheSameBytesTwiceAndOnlyWhatChanged() throws Exception {
        BomWriter.Bills bills = write(base());
        byte[] before = Files.readAllBytes(bills.tree());
        Path bill = bills.images().get(0);
        FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(bill, longAgo);
        write(base());
        assertThat(Files.readAllBytes(bills.tree())).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(bill)).isEqualTo(longAgo);
        String serial = BomSchema.read(bill).path("serialNumber").asText();
        locked = Map.of("zlib-1.2.11-1.el9.x86_64", DIGEST);
        write(base());
        assertThat(BomSchema.read(bill).path("serialNumber").asText())
                .startsWith("urn:uuid:")
                .isNotEqualTo(serial);
    }

    @Test
    void namesNoTimeWhereTheProjectHasNone() throws Exception {
        created = Optional.empty();
        JsonNode bill = BomSchema.read(write(base()).images().get(0));
        assertThat(bill.at("/metadata/timestamp").isMissingNode()).isTrue();
    }

    @Test
    void bearsImagesWithoutPackages() throws Exception {
        JsonNode bill = BomSchema.read(
                write(image("empty", Optional.empty(), Map.of())).images().get(0));
        assertThat(names(bill)).isEmpty();
        assertThat(bill.has("compositions")).isFalse();
        assertThat(bill.at("/metadata/component").has("pedigree")).isFalse();
        assertThat(warnings).isEmpty();
    }

    @Test
    void saysWhichPackagesAreNotKnown() throws Exception {
        Map<String, Node> old = Map.of("var/lib/rpm/Packages", file(new byte[] {1}));
        BomWriter.Bills bills = write(
                image("one", Optional.empty(), old),
                image("two", Optional.empty(), old),
                image(
                        "broken",
                        Optional.empty(),
                        Map.of(
                                "usr/lib/sysimage/rpm/rpmdb.sqlite",
                                file("no database".repeat(99).getBytes(StandardCharsets.UTF_8)))));
        assertThat(warnings)
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("The packages of one, two are not in the bills: /var/lib/rpm/Packages is in the"
                                + " format Berkeley DB, of RPM before 4.16, which is not read"))
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("The packages of broken are not in the bills: /usr/lib/sysimage/rpm/rpmdb.sqlite"
                                + " is damaged: "));
        JsonNode bill = BomSchema.read(bills.images().get(0));
        assertThat(bill.at("/compositions/0/aggregate").asText()).isEqualTo("unknown");
        assertThat(bill.at("/compositions/0/assemblies/0").asText())
                .isEqualTo(bill.at("/metadata/component/bom-ref").asText());
        assertThat(BomSchema.read(bills.tree()).at("/compositions/0/assemblies"))
                .hasSize(3);
    }

    @Test
    void followsLinksToTheDatabase() throws Exception {
        JsonNode bill = BomSchema.read(write(image(
                        "linked",
                        Optional.empty(),
                        Map.of(
                                "usr/lib/sysimage/rpm",
                                new Node.Symlink(new Attributes(0777, 0, 0), "/var/lib/../lib/rpm"),
                                "var/lib/rpm/rpmdb.sqlite",
                                database(rpm("zlib", 0, "1.2.11", "Zlib")))))
                .images()
                .get(0));
        assertThat(names(bill)).containsExactly("zlib");
        assertThat(named(bill, "zlib").path("purl").asText()).isEqualTo("pkg:rpm/linux/zlib@1.2.11-1.el9?arch=x86_64");
    }

    @Test
    void readsWhatIsOnlyInTheLogOfTheDatabase() throws Exception {
        Path logged = RpmFixture.databaseWithLog(
                directory, List.of(rpm("one", 0, "1", "MIT")), List.of(rpm("two", 0, "1", "MIT")));
        JsonNode bill = BomSchema.read(write(image(
                        "logged",
                        Optional.empty(),
                        Map.of(
                                "var/lib/rpm/rpmdb.sqlite",
                                file(Files.readAllBytes(logged)),
                                "var/lib/rpm/rpmdb.sqlite-wal",
                                file(Files.readAllBytes(logged.resolveSibling(logged.getFileName() + "-wal"))))))
                .images()
                .get(0));
        assertThat(names(bill)).containsExactly("one", "two");
    }

    @Test
    void endsOnLinksThatLeadNowhere() throws Exception {
        Node loop = new Node.Symlink(new Attributes(0777, 0, 0), "rpmdb.sqlite");
        write(image("loop", Optional.empty(), Map.of("var/lib/rpm/rpmdb.sqlite", loop)));
        assertThat(warnings).isEmpty();
    }

    @Test
    void namesTheImageWhoseFilesCannotBeRead() {
        BomImage large = image("large", Optional.empty(), Map.of("etc/os-release", file(new byte[(1 << 20) + 1])));
        assertThatThrownBy(() -> write(large))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "what is in 'large' cannot be read: %s",
                        "/etc/os-release has more than 1048576 bytes, which is the limit");
    }

    @Test
    void removesBillsOfImagesThatAreNotOfTheSetAnyMore() throws Exception {
        BomImage other = image("other", Optional.empty(), Map.of());
        Path gone = write(base(), other).images().get(1);
        assertThat(gone).exists();
        write(base());
        assertThat(gone).doesNotExist();
    }

    @Test
    void keepsTheBillOfAnImageCalledTree() throws Exception {
        BomWriter.Bills bills = write(image("tree", Optional.empty(), Map.of()));
        assertThat(bills.images().get(0)).hasFileName("image-tree.cdx.json");
        assertThat(BomSchema.read(bills.tree()).at("/metadata/component/name").asText())
                .isEqualTo("images");
    }
}
