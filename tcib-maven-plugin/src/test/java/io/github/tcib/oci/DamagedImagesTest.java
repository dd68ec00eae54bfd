package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts, archives, manifests and configs that are not what they should be. */
class DamagedImagesTest {

    private static final Platform PLATFORM = new Platform("linux", "amd64", "");
    private static final String CONFIG =
            "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}";
    private static final String NO_DIGEST = "0".repeat(64);

    @TempDir
    private Path directory;

    private OciLayout layout;

    @BeforeEach
    void createLayout() throws IOException {
        layout = OciLayout.create(directory.resolve("layout"));
    }

    @Test
    void refusesDirectoriesThatAreNoLayout() throws IOException {
        assertRefused(
                () -> OciLayout.open(directory), "'" + directory + "' is not an OCI layout: it has no file oci-layout");
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0.0\"}");
        assertRefused(
                () -> OciLayout.open(directory),
                "'" + directory + "' is an OCI layout of version '2.0.0'; version 1 is read");
        Files.writeString(directory.resolve("oci-layout"), "[]");
        assertRefused(
                () -> OciLayout.open(directory), "'" + directory.resolve("oci-layout") + "' is not a JSON object");
        Files.writeString(directory.resolve("oci-layout"), "{");
        assertThatThrownBy(() -> OciLayout.open(directory))
                .hasMessageStartingWith("'" + directory.resolve("oci-layout") + "' is not JSON: ");
    }

    @Test
    void namesABlobThatIsGoneOrTooLarge() {
        Digest none = new Digest(NO_DIGEST);
        assertRefused(
                () -> layout.readJson(new Descriptor(MediaTypes.OCI_MANIFEST, none, 10)),
                "'" + layout.root() + "' has no blob sha256:" + NO_DIGEST
                        + "; the layout is incomplete: copy it again, or delete it to build all images anew");
        assertRefused(
                () -> layout.readJson(new Descriptor("a/b", none, 1 << 30)),
                "'" + layout.root() + "' has a a/b of 1073741824 bytes; at most 16777216 are read");
    }

    @Test
    void namesABlobThatIsDamaged() throws IOException {
        Descriptor blob = layout.writeBlob(MediaTypes.OCI_CONFIG, "{}".getBytes(UTF_8));
        Files.writeString(layout.pathOf(blob.digest()), "[]");
        assertRefused(
                () -> layout.readJson(blob),
                "blob " + blob.digest() + " in '" + layout.root() + "' is damaged: its content has the digest "
                        + Digest.of("[]".getBytes(UTF_8)) + "; copy the image again");
        Files.writeString(layout.pathOf(blob.digest()), "[]]");
        assertRefused(
                () -> layout.readJson(blob),
                "blob " + blob.digest() + " in '" + layout.root()
                        + "' has more than the 2 bytes it should have: it is damaged; copy the image again");
        Files.writeString(layout.pathOf(blob.digest()), "{");
        assertRefused(
                () -> layout.readJson(blob),
                "blob " + blob.digest() + " in '" + layout.root()
                        + "' has 1 bytes and not 2: it is truncated or damaged; copy the image again");
    }

    @Test
    void refusesManifestsOfOtherKinds() throws IOException {
        Descriptor schema1 = manifest("{\"schemaVersion\":1}");
        assertRefused(
                () -> layout.readImage(schema1, PLATFORM),
                "manifest " + schema1.digest()
                        + " is of schema 1, which has no image config; push the base image again with a current tool");
        Descriptor chart = manifest("{\"mediaType\":\"application/chart\"}");
        assertRefused(
                () -> layout.readImage(chart, PLATFORM),
                chart.digest() + " is a application/chart, not the manifest of an image");
        Descriptor index = manifest("{\"manifests\":[]}");
        assertRefused(() -> layout.readImage(index), "index " + index.digest() + " is not the manifest of one image");
        assertRefused(
                () -> layout.readImage(index, PLATFORM),
                "index " + index.digest()
                        + " has no image for linux/amd64, only for unnamed platforms; choose another base or set"
                        + " tcib.platform");
        Descriptor noDigest = manifest("{\"manifests\":[{\"size\":1}]}");
        assertRefused(
                () -> layout.readImage(noDigest, PLATFORM),
                "a descriptor without digest or size in index " + noDigest.digest());
        Descriptor noSha = manifest("{\"manifests\":[{\"size\":1,\"digest\":\"md5:1\"}]}");
        assertRefused(
                () -> layout.readImage(noSha, PLATFORM),
                "'md5:1' is not a digest of the form sha256:<64 hexadecimal digits>");
    }

    @Test
    void refusesIndexesOfIndexesWithoutEnd() throws IOException {
        Descriptor inner = manifest("{\"manifests\":[]}");
        for (int i = 0; i < 20; i++) {
            inner = manifest("{\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[" + entry(inner) + "]}");
        }
        Descriptor outer = inner;
        assertThatThrownBy(() -> layout.readImage(outer, PLATFORM))
                .isInstanceOf(OciException.class)
                .hasMessageEndingWith(" lists indexes of indexes without end");
    }

    @Test
    void refusesManifestsThatDoNotFitTheirConfig() throws IOException {
        Descriptor layer = layout.writeBlob("application/x-layer", "x".getBytes(UTF_8));
        Descriptor without = image(CONFIG.formatted(""), entry(layer));
        assertThatThrownBy(() -> layout.readImage(without, PLATFORM))
                .isInstanceOf(OciException.class)
                .hasMessageStartingWith(
                        "the number of layers is 1 in manifest " + without.digest() + " and 0 in config sha256:");
        Descriptor foreign = image(CONFIG.formatted("\"sha256:" + NO_DIGEST + "\""), entry(layer));
        assertRefused(
                () -> layout.readImage(foreign, PLATFORM),
                "a layer of media type application/x-layer cannot be read; rebuild the base image with gzip, zstd or"
                        + " uncompressed layers");
        Descriptor other = image(CONFIG.formatted(""), "");
        assertRefused(
                () -> layout.readImage(other, new Platform("linux", "s390x", "")),
                "the image of manifest " + other.digest()
                        + " is for linux/amd64, not for linux/s390x; choose another base or set tcib.platform");
    }

    @Test
    void asksForTheNameOfAnImage() throws IOException {
        ImageImport images = new ImageImport(OciLayout.create(directory.resolve("target")), PLATFORM);
        Descriptor image = image(CONFIG.formatted(""), "");
        layout.index().write("one", image);
        layout.index().write("two", image);
        assertRefused(
                () -> images.copyFromLayout(layout.root(), Optional.empty()),
                "'" + layout.root() + "' has 2 images (one, two); name one: oci:<path>:<name>");
        assertRefused(
                () -> images.copyFromLayout(layout.root(), Optional.of("three")),
                "'" + layout.root() + "' has no image 'three', but one, two");
        Path archive = tar(Map.of("x", "y"));
        assertThatThrownBy(() -> images.copyFromArchive(archive, Optional.empty(), directory))
                .hasMessageStartingWith("the archive '" + archive + "': ")
                .hasMessageEndingWith("' is not an OCI layout: it has no file oci-layout");
        assertRefused(
                () -> new ImageExport(layout, PLATFORM).writeOciArchive(List.of("three"), directory.resolve("a")),
                "'" + layout.root() + "' has no image 'three'");
    }

    @Test
    void refusesDockerArchivesThatAreNotWhole() throws IOException {
        assertArchive(Map.of("x", "y"), "'ARCHIVE' is not a docker archive: it has no manifest.json");
        assertArchive(Map.of("manifest.json", "{}"), "manifest.json in 'ARCHIVE' is not a JSON array");
        assertArchive(
                Map.of("manifest.json", "[{\"Config\":\"c.json\"}]"),
                "the archive 'ARCHIVE' lacks the config 'c.json'");
        assertArchive(
                Map.of("manifest.json", "[{\"Config\":\"c.json\"}]", "c.json", CONFIG.formatted("\"sha256:1\"")),
                "the archive 'ARCHIVE' is damaged: the number of layers is 0 in its list and 1 in the config");
        String listed = "[{\"Config\":\"c.json\",\"Layers\":[\"l.tar\"]}]";
        String config = CONFIG.formatted("\"sha256:" + NO_DIGEST + "\"");
        assertArchive(
                Map.of("manifest.json", listed, "c.json", config), "the archive 'ARCHIVE' lacks the layer 'l.tar'");
        assertArchive(
                Map.of("manifest.json", listed, "c.json", config, "l.tar", "x"),
                "layer 'l.tar' in the archive 'ARCHIVE' is damaged: its content has the digest"
                        + " sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 and not sha256:"
                        + NO_DIGEST + "; save the image again");
        assertArchive(
                Map.of("manifest.json", listed, "c.json", config.replace("amd64", "s390x")),
                "the image in 'ARCHIVE' is for linux/s390x, not for linux/amd64; choose another base or set tcib.platform");
        assertArchive(
                Map.of("manifest.json", "[]"),
                "the archive 'ARCHIVE' has 0 images (no named image); name one: docker-archive:FILE:<name>:<tag>");
    }

    @Test
    void keepsNoMoreJsonOfAnArchiveThanItsLimit() throws IOException {
        Map<String, String> large = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            large.put(i + ".json", "{".repeat(16 << 20));
        }
        assertArchive(large, "the archive 'ARCHIVE' has more than 134217728 bytes of JSON, which is the limit");
    }

    @Test
    void namesTheImagesOfADockerArchive() throws IOException {
        Path archive = tar(Map.of("manifest.json", "[{\"RepoTags\":[\"a:1\"]}]"));
        assertRefused(
                () -> new DockerArchive(archive).copyTo(layout, Optional.of("b:1"), PLATFORM),
                "the archive '" + archive + "' has no image 'b:1', but a:1");
        Path unnamed = tar(Map.of("manifest.json", "[{}]"));
        assertRefused(
                () -> new DockerArchive(unnamed).copyTo(layout, Optional.of("b:1"), PLATFORM),
                "the archive '" + unnamed + "' has no image 'b:1', but no named image");
    }

    @Test
    void saysWhichLayersAFormatHasNot() {
        assertRefused(
                () -> ImageFormat.DOCKER.layerType(Compression.ZSTD),
                "the Docker format has no layers packed with zstd; use tcib.format=oci");
        assertRefused(
                () -> ImageFormat.OCI.layerType(Compression.XZ),
                "no image format has layers packed with " + Compression.XZ);
    }

    private void assertArchive(Map<String, String> files, String message) throws IOException {
        Path archive = tar(files);
        assertRefused(
                () -> new DockerArchive(archive).copyTo(layout, Optional.empty(), PLATFORM),
                message.replace("ARCHIVE", archive.toString()).replace("FILE", archive.toString()));
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(OciException.class).hasMessage(message);
    }

    private Descriptor manifest(String json) throws IOException {
        return layout.writeBlob(MediaTypes.OCI_MANIFEST, json.getBytes(UTF_8));
    }

    private Descriptor image(String config, String layers) throws IOException {
        Descriptor blob = layout.writeBlob(MediaTypes.OCI_CONFIG, config.getBytes(UTF_8));
        return manifest("{\"schemaVersion\":2,\"config\":" + entry(blob) + ",\"layers\":[" + layers + "]}");
    }

    private static String entry(Descriptor blob) {
        return "{\"mediaType\":\"" + blob.mediaType() + "\",\"digest\":\"" + blob.digest() + "\",\"size\":"
                + blob.size() + "}";
    }

    private Path tar(Map<String, String> files) throws IOException {
        Path file = Files.createTempFile(directory, "archive", ".tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : new LinkedHashMap<>(files).entrySet()) {
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
                header.setSize(entry.getValue().length());
                tar.putArchiveEntry(header);
                tar.write(entry.getValue().getBytes(UTF_8));
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}
