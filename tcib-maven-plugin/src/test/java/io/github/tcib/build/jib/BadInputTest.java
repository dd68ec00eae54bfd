package io.github.tcib.build.jib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.ImageExport;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {

    @TempDir
    Path directory;

    private JibTree tree;

    @BeforeEach
    void createTree() throws Exception {
        tree = new JibTree(directory);
        tree.file("one.txt", "one");
    }

    @Test
    void refusesRunWithImageAndLine() {
        assertThatThrownBy(() -> tree.build("api", "FROM scratch\nENV a=b\nRUN echo hi\n"))
                .isInstanceOf(JibBuildException.class)
                .hasMessageContaining("image 'api', Containerfile:3: RUN: RUN needs buildah")
                .hasMessageContaining("tcib.engine");
    }

    @Test
    void namesTheDigestOfADamagedBlobInABase() throws Exception {
        Layer layer = otherLayout("base");
        Path blob = directory
                .resolve("other/layout/blobs/sha256")
                .resolve(layer.blob().digest().hex());
        byte[] content = Files.readAllBytes(blob);
        content[content.length / 2] ^= 1;
        Files.write(blob, content);
        assertThatThrownBy(() -> tree.bases().fetch("oci:" + directory.resolve("other/layout") + ":base"))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("blob " + layer.blob().digest())
                .hasMessageContaining("is damaged: its content has the digest sha256:");
        assertThat(tree.layout().has(layer.blob())).isFalse();
        assertNothingUnfinished();
    }

    @Test
    void namesTheDigestOfATruncatedBlobInABase() throws Exception {
        Layer layer = otherLayout("base");
        Path blob = directory
                .resolve("other/layout/blobs/sha256")
                .resolve(layer.blob().digest().hex());
        Files.write(blob, new byte[10]);
        assertThatThrownBy(() -> tree.bases().fetch("oci:" + directory.resolve("other/layout")))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("blob " + layer.blob().digest())
                .hasMessageContaining("has 10 bytes and not " + layer.blob().size());
    }

    @Test
    void findsDamageOfItsOwnLayoutWhenAParentIsRead() throws Exception {
        LayoutImage parent = tree.build("parent", "FROM scratch\nCOPY one.txt /etc/one\n");
        Path blob = tree.layout().pathOf(parent.layers().get(0).blob().digest());
        byte[] content = Files.readAllBytes(blob);
        content[30] ^= 1;
        Files.write(blob, content);
        JibTree later = new JibTree(directory);
        assertThatThrownBy(() -> later.build("child", "FROM parent\nCOPY one.txt /etc/two\n"))
                .isInstanceOf(IOException.class);
        assertThat(later.layout().index().find("child")).isEmpty();
    }

    @Test
    void asksWhichImageOfAnArchive() throws Exception {
        tree.build("localhost/a:1", "FROM scratch\nCOPY one.txt /a\n");
        tree.build("localhost/b:1", "FROM scratch\nCOPY one.txt /b\n");
        Path docker = directory.resolve("two.tar");
        Path oci = directory.resolve("two-oci.tar");
        new ImageExport(tree.layout(), JibTree.PLATFORM)
                .writeDockerArchive(List.of("localhost/a:1", "localhost/b:1"), docker);
        new ImageExport(tree.layout(), JibTree.PLATFORM)
                .writeOciArchive(List.of("localhost/a:1", "localhost/b:1"), oci);
        JibTree other = new JibTree(directory.resolve("second"));
        for (String reference : List.of("docker-archive:" + docker, "oci-archive:" + oci)) {
            assertThatThrownBy(() -> other.bases().fetch(reference))
                    .isInstanceOf(OciException.class)
                    .hasMessageContaining("has 2 images (localhost/a:1, localhost/b:1)");
            assertThat(other.bases().fetch(reference + ":localhost/b:1")).isPresent();
            assertThatThrownBy(() -> other.bases().fetch(reference + ":localhost/c:1"))
                    .isInstanceOf(OciException.class)
                    .hasMessageContaining("has no image 'localhost/c:1'");
        }
    }

    @Test
    void refusesABaseForAnotherPlatform() throws Exception {
        otherLayout("base");
        OciLayout other = OciLayout.open(directory.resolve("other/layout"));
        assertThatThrownBy(() -> other.readImage("base", new Platform("linux", "s390x", "")))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("is for " + JibTree.PLATFORM + ", not for linux/s390x");
    }

    @Test
    void saysWhichPlatformsAnIndexHas() throws Exception {
        LayoutImage image = tree.build("one", "FROM scratch\nCOPY one.txt /a\n");
        String index = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":["
                + entry(image, "arm64") + "," + entry(image, "s390x") + "]}";
        Descriptor blob = tree.layout().writeBlob(MediaTypes.OCI_INDEX, index.getBytes(UTF_8));
        assertThatThrownBy(() -> tree.layout().readImage(blob, new Platform("linux", "amd64", "")))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("has no image for linux/amd64, only for linux/arm64, linux/s390x");
    }

    @Test
    void refusesASchema1Manifest() throws Exception {
        String manifest = "{\"schemaVersion\":1,\"name\":\"old\",\"fsLayers\":[]}";
        Descriptor blob = tree.layout()
                .writeBlob("application/vnd.docker.distribution.manifest.v1+prettyjws", manifest.getBytes(UTF_8));
        assertThatThrownBy(() -> tree.layout().readImage(blob, JibTree.PLATFORM))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("is of schema 1");
    }

    @Test
    void refusesAnArchiveThatClimbsOutOfItsDestination() throws Exception {
        archive("evil.tar", "../../etc/passwd", "", TarConstants.LF_NORMAL);
        assertFails("FROM scratch\nADD evil.tar /srv/\n", "'../../etc/passwd', which leads out of the destination");
    }

    @Test
    void refusesAHardLinkOutOfTheDestination() throws Exception {
        archive("hard.tar", "mine", "../../etc/shadow", TarConstants.LF_LINK);
        assertFails("FROM scratch\nADD hard.tar /srv/\n", "the hard link 'mine' to '../../etc/shadow'");
        archive("rooted.tar", "mine", "/etc/shadow", TarConstants.LF_LINK);
        assertFails("FROM scratch\nADD rooted.tar /srv/\n", "'/etc/shadow', which is not a file below the destination");
    }

    @Test
    void readsNoFileOfTheHostThroughALinkInAnArchive() throws Exception {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(tree.context().resolve("link.tar")))) {
            put(tar, "out", "/etc", TarConstants.LF_SYMLINK);
            put(tar, "out/passwd", "", TarConstants.LF_NORMAL);
        }
        assertFails("FROM scratch\nADD link.tar /srv/\n", "leads through the link '/srv/out' to '/etc'");
    }

    @Test
    void refusesSourcesOutsideTheContext() throws Exception {
        assertFails("FROM scratch\nCOPY ../secret /x\n", "the source '../secret' lies outside the context");
        Files.createSymbolicLink(tree.context().resolve("host"), Path.of("/etc/passwd"));
        assertFails("FROM scratch\nCOPY host /x\n", "links to '/etc/passwd', which is not in the context");
    }

    @Test
    void refusesPipesSocketsAndDevices() throws Exception {
        Tools.require("mkfifo");
        Tools.runOk(tree.context(), "mkfifo", "pipe");
        assertFails("FROM scratch\nCOPY pipe /x\n", "is a named pipe; only files, directories and links can be copied");
        assertFails("FROM scratch\nCOPY . /x/\n", "is a named pipe");
        Tools.requireRoot();
        Tools.runOk(tree.context(), "mknod", "null", "c", "1", "3");
        assertFails("FROM scratch\nCOPY null /x\n", "is a device");
    }

    @Test
    void leavesNoBrokenStoreWhenTheDiskIsFull() throws Exception {
        Tools.require("mount");
        Tools.requireRoot();
        Path small = Files.createDirectories(directory.resolve("small"));
        Tools.runOk(directory, "mount", "-t", "tmpfs", "-o", "size=1m", "none", small.toString());
        try {
            JibTree full = new JibTree(small.resolve("tree"));
            full.file("small", "fits");
            full.build("first", "FROM scratch\nCOPY small /x\n");
            byte[] noise = new byte[700_000];
            new Random(1).nextBytes(noise);
            Files.write(full.context().resolve("noise"), noise);
            assertThatThrownBy(() -> full.build("second", "FROM scratch\nCOPY noise /x\n"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(full.layout().index().read()).containsOnlyKeys("first");
            assertThat(OciLayout.open(small.resolve("tree/layout")).readImage("first", JibTree.PLATFORM))
                    .isPresent();
            try (Stream<Path> blobs = Files.list(small.resolve("tree/layout/blobs/sha256"))) {
                assertThat(blobs)
                        .hasSize(3)
                        .noneMatch(blob -> blob.getFileName().toString().startsWith("."));
            }
        } finally {
            Tools.runOk(directory, "umount", small.toString());
        }
    }

    @Test
    void letsTwoBuildsWriteToOneLayout() throws Exception {
        int images = 20;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> builds = new ArrayList<>();
            for (int build = 0; build < 2; build++) {
                JibTree own = new JibTree(directory);
                String name = "build" + build + "-";
                builds.add(threads.submit(() -> {
                    for (int i = 0; i < images; i++) {
                        own.build(name + i, "FROM scratch\nLABEL number=" + i + "\nCOPY one.txt /same\n");
                    }
                    return null;
                }));
            }
            for (Future<?> build : builds) {
                build.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(tree.layout().index().read()).hasSize(2 * images);
        for (int i = 0; i < images; i++) {
            assertThat(digest("build0-" + i)).isEqualTo(digest("build1-" + i));
        }
    }

    private String digest(String reference) throws IOException {
        return tree.layout()
                .readImage(reference, JibTree.PLATFORM)
                .orElseThrow()
                .manifest()
                .digest()
                .toString();
    }

    private void assertFails(String text, String message) {
        assertThatThrownBy(() -> tree.build("image", text))
                .isInstanceOf(JibBuildException.class)
                .hasMessageContaining("image 'image', Containerfile:2: ")
                .hasMessageContaining(message);
    }

    private Layer otherLayout(String name) throws Exception {
        JibTree other = new JibTree(directory.resolve("other"));
        other.file("big.txt", "content ".repeat(5000));
        return other.build(name, "FROM scratch\nCOPY big.txt /big\n").layers().get(0);
    }

    private void assertNothingUnfinished() throws IOException {
        try (Stream<Path> blobs = Files.list(tree.layout().root().resolve("blobs/sha256"))) {
            assertThat(blobs).noneMatch(blob -> blob.getFileName().toString().startsWith("."));
        }
    }

    private static String entry(LayoutImage image, String architecture) {
        return "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\""
                + image.manifest().digest()
                + "\",\"size\":" + image.manifest().size() + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                + architecture + "\"}}";
    }

    private void archive(String file, String name, String target, byte type) throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(tree.context().resolve(file)))) {
            put(tar, name, target, type);
        }
    }

    private static void put(TarArchiveOutputStream tar, String name, String target, byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
