package io.github.tcib.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.push.PushableImage.Unpacked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a store, laid out as containers/storage does, that has lost something, and of what is called buildah. */
class DamagedStoreTest {

    private static final Digest LAYER = Digest.of("layer".getBytes(UTF_8));
    private static final Digest CONFIG = Digest.of("config".getBytes(UTF_8));
    private static final BuiltImage IMAGE =
            new BuiltImage("nova", "localhost/nova:1", Optional.empty(), "sha256:1", CONFIG.toString());

    @TempDir
    private Path directory;

    private Path root;
    private Path folder;
    private Path program;
    private Path exports;

    @BeforeEach
    void write() throws IOException {
        root = directory.resolve("root");
        folder = Files.createDirectories(root.resolve("overlay-images").resolve(CONFIG.hex()));
        program = directory.resolve("buildah");
        exports = directory.resolve("exports");
        Files.createDirectories(root.resolve("overlay-layers"));
        Files.writeString(
                root.resolve("overlay-images/images.json"), "[{\"id\":\"" + CONFIG.hex() + "\",\"layer\":\"top\"}]");
        Files.writeString(
                root.resolve("overlay-layers/layers.json"),
                "[{\"id\":\"top\",\"diff-digest\":\"" + LAYER + "\",\"diff-size\":5}]");
        Files.writeString(
                folder.resolve("="
                        + Base64.getEncoder().encodeToString(CONFIG.toString().getBytes(UTF_8))),
                "config");
        Files.writeString(folder.resolve("manifest"), "{}");
        buildah("exit 3");
    }

    /** A program that knows its store, and does something when it is to export an image. */
    private void buildah(String push) throws IOException {
        script("case $1 in info) echo '{\"store\": {\"GraphRoot\": \"" + root
                + "\", \"GraphDriverName\": \"overlay\"}}';; *) mkdir -p '" + exports.resolve("image") + "'; " + push
                + ";; esac");
    }

    private void script(String script) throws IOException {
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private Unpacked read() throws Exception {
        return new BuildahStore(List.of(program.toString()), exports).read(IMAGE);
    }

    @Test
    void saysThatBuildahIsMissing() throws IOException {
        Files.delete(program);
        assertThatThrownBy(this::read)
                .isInstanceOf(PushException.class)
                .hasMessageStartingWith("buildah's store cannot be read: Cannot run program \"" + program + "\": ")
                .hasMessageEndingWith(
                        "; is buildah installed (tcib.buildahExecutable), and is this the user who built?");
    }

    @Test
    void saysWhatBuildahSaysOfItsStore() throws IOException {
        script("echo 'cannot lock the store' >&2; exit 1");
        assertThatThrownBy(this::read)
                .isInstanceOf(PushException.class)
                .hasMessage("buildah's store cannot be read: '" + program + " info' failed: cannot lock the store; is"
                        + " buildah installed (tcib.buildahExecutable), and is this the user who built?");
    }

    @ParameterizedTest
    @CsvSource({"version 1", "'{}'", "'{\"store\": {\"GraphRoot\": \"root\"}}'"})
    void saysThatAProgramIsNotBuildah(String answer) throws IOException {
        script("echo '" + answer + "'");
        assertThatThrownBy(this::read)
                .isInstanceOf(PushException.class)
                .hasMessage("'" + program + " info' does not tell where its store is; set tcib.buildahExecutable");
    }

    @Test
    void saysThatAManifestIsDamaged() throws IOException {
        Files.writeString(folder.resolve("manifest"), "{");
        assertThatThrownBy(this::read)
                .isInstanceOf(PushException.class)
                .hasMessage("nova: its image cannot be read from buildah's store: '" + folder.resolve("manifest")
                        + "' is not JSON: Unexpected end-of-input: expected close marker for Object");
    }

    @Test
    void saysEachReasonWhyALayerCannotBeRead() throws Exception {
        assertUnreadable("'" + program + " push --quiet --disable-compression " + CONFIG.hex() + " dir:"
                + exports.resolve("image") + "' failed");
        buildah("true");
        assertUnreadable("buildah does not export it");
        buildah("printf other > '" + exports.resolve("image").resolve(LAYER.hex()) + "'");
        assertUnreadable("its content has the digest " + Digest.of("other".getBytes(UTF_8)));
    }

    /** The files of the layer are not there, so that buildah has to export it. */
    private void assertUnreadable(String reason) throws Exception {
        Unpacked image = read();
        PackedImages packed = new PackedImages(
                OciLayout.create(directory.resolve("push")), LayerPacking.fast(), directory.resolve("none"));
        BlockPackers blocks = new BlockPackers(1);
        try {
            packed.start(List.of(image), Runnable::run, blocks);
            assertThatThrownBy(() -> packed.await(image.layers().get(0)))
                    .isInstanceOf(OciException.class)
                    .hasMessage("layer " + LAYER + " cannot be read from buildah's store: there is no '"
                            + root.resolve("overlay-layers/top.tar-split.gz") + "'; " + reason
                            + "; build the image again");
        } finally {
            blocks.close();
        }
    }
}
