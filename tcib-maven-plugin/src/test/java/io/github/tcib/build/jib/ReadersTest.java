package io.github.tcib.build.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.oci.ImageExport;
import io.github.tcib.oci.LayoutImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools that others wrote read what the engine writes. */
@Tag("buildah")
class ReadersTest {

    private static final String NAME = "localhost/readers:1";

    @TempDir
    Path directory;

    private JibTree tree;
    private LayoutImage image;

    @BeforeEach
    void build() throws Exception {
        Tools.require("busybox");
        tree = new JibTree(directory);
        Path busybox =
                Path.of(Tools.runOk(directory, "sh", "-c", "command -v busybox").strip());
        Files.copy(busybox, tree.context().resolve("busybox"));
        SampleContext.file(tree.context(), "bin/hello", "#!/bin/busybox sh\necho hello from $WHERE\n", "rwxr-xr-x");
        Files.createSymbolicLink(tree.context().resolve("bin/sh"), Path.of("busybox"));
        SampleContext.write(Files.createDirectories(tree.context().resolve("all")));
        image = tree.build(NAME, """
                FROM scratch
                COPY busybox /bin/busybox
                COPY bin /bin
                COPY --chown=5:6 all /all
                ADD all/a.tar.zst /unpacked/
                ENV WHERE=here
                HEALTHCHECK CMD true
                CMD ["/bin/hello"]
                """);
    }

    @Test
    void skopeoInspectsAndCopies() throws Exception {
        Tools.require("skopeo");
        String source = "oci:" + tree.layout().root() + ":" + NAME;
        assertThat(Tools.runOk(directory, "skopeo", "inspect", source))
                .contains(image.manifest().digest().toString(), "WHERE=here");
        Tools.runOk(directory, "skopeo", "--insecure-policy", "copy", source, "dir:" + directory.resolve("copy"));
        Tools.runOk(
                directory,
                "skopeo",
                "--insecure-policy",
                "copy",
                "--format",
                "v2s2",
                source,
                "docker-archive:" + directory.resolve("copy.tar") + ":localhost/copy:1");
        assertThat(FlatImage.readDirectory(directory.resolve("copy")).files())
                .isEqualTo(tree.flat(image).files());
    }

    @Test
    void umociUnpacks() throws Exception {
        Tools.require("umoci");
        Tools.requireRoot();
        Tools.runOk(
                directory, "sh", "-c", "sed 's#" + NAME + "#plain#' layout/index.json > i && mv i layout/index.json");
        Tools.runOk(directory, "umoci", "unpack", "--image", "layout:plain", "bundle");
        assertThat(directory.resolve("bundle/rootfs/unpacked/top/file")).hasContent("from an archive");
        assertThat(Files.getAttribute(directory.resolve("bundle/rootfs/all/dir/sub/deep/d"), "unix:uid"))
                .isEqualTo(5);
    }

    @Test
    void buildahRunsAContainer() throws Exception {
        Tools.require("buildah", "runc");
        Tools.requireRoot();
        Files.writeString(directory.resolve("run.sh"), """
                set -e
                b() { buildah --root "$PWD/root" --runroot "$PWD/run" --storage-driver vfs "$@"; }
                id=$(b pull -q "$1")
                container=$(b from --pull-never "$id")
                b run --runtime runc --isolation chroot "$container" /bin/hello
                b rm "$container" > /dev/null
                """);
        assertThat(Tools.runOk(directory, "sh", "run.sh", "oci:" + tree.layout().root() + ":" + NAME))
                .contains("hello from here");
    }

    @Test
    void buildahPullsBothArchives() throws Exception {
        Tools.require("buildah");
        Tools.requireRoot();
        ImageExport export = new ImageExport(tree.layout(), JibTree.PLATFORM);
        export.writeOciArchive(List.of(NAME), directory.resolve("oci.tar"));
        export.writeDockerArchive(List.of(NAME), directory.resolve("docker.tar"));
        String id = image.configBlob().digest().hex();
        for (String archive : List.of("oci-archive:oci.tar", "docker-archive:docker.tar")) {
            assertThat(Tools.runOk(
                            directory,
                            "buildah",
                            "--root",
                            directory.resolve("root").toString(),
                            "--runroot",
                            directory.resolve("run").toString(),
                            "--storage-driver",
                            "vfs",
                            "pull",
                            "-q",
                            archive))
                    .contains(id);
        }
    }
}
