package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.ForeignInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests, indexes and configs that someone damaged. */
class ImageFuzzTest {

    private static final Platform PLATFORM = new Platform("linux", "amd64", "");
    private static final String CONFIG = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Env\":[\"A=b\"]},"
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]},\"history\":[{\"created_by\":\"x\"}]}";

    @TempDir
    Path directory;

    private OciLayout layout;
    private Layer layer;

    @BeforeEach
    void createLayout() throws IOException {
        layout = OciLayout.create(directory.resolve("layout"));
        layer = layout.writeLayer(
                out -> out.write(new byte[1024]), new LayerPacking(6, Optional.empty()), ImageFormat.OCI);
    }

    @Test
    void readsManifestsOrSaysWhyNot() throws IOException {
        Descriptor config = layout.writeBlob(MediaTypes.OCI_CONFIG, config().getBytes(UTF_8));
        String manifest =
                new String(Json.write(Manifest.of(ImageFormat.OCI, config, List.of(layer), new TreeMap<>())), UTF_8);
        ForeignInput.Reader<String> reader =
                text -> PulledManifest.store(layout, MediaTypes.OCI_MANIFEST, text.getBytes(UTF_8))
                        .readImage(layout, PLATFORM);
        ForeignInput.seeded(6).declares(OciException.class).documents(400, reader, manifest);
        ForeignInput.seeded(7).declares(OciException.class).texts(400, reader, manifest);
    }

    @Test
    void choosesFromIndexesOrSaysWhyNot() throws IOException {
        LayoutImage image = image();
        String index = new String(
                PlatformIndex.of(java.util.Map.of(PLATFORM, image.manifest())).content(), UTF_8);
        ForeignInput.seeded(8)
                .declares(OciException.class)
                .documents(
                        600,
                        text -> {
                            PulledManifest pulled =
                                    PulledManifest.store(layout, MediaTypes.OCI_INDEX, text.getBytes(UTF_8));
                            pulled.select(PLATFORM);
                            pulled.blobs();
                            pulled.readImage(layout, PLATFORM);
                        },
                        index);
    }

    @Test
    void readsConfigsOrSaysWhyNot() {
        ForeignInput.seeded(9)
                .declares(OciException.class)
                .documents(
                        400,
                        text -> layout.readImage(layout.writeImage(
                                        text.getBytes(UTF_8), List.of(layer), ImageFormat.OCI, new TreeMap<>())
                                .manifest()),
                        config());
    }

    @Test
    void readsLayoutsOrSaysWhyNot() throws IOException {
        layout.index().write("name", image().manifest());
        Path file = layout.root().resolve("index.json");
        String index = Files.readString(file);
        ForeignInput.Reader<String> reader = text -> {
            Files.writeString(file, text);
            OciLayout.open(layout.root()).readImage("name", PLATFORM);
            layout.index().write("other", image().manifest());
        };
        ForeignInput.seeded(10).declares(OciException.class).documents(100, reader, index);
        ForeignInput.seeded(11).declares(OciException.class).texts(100, reader, index);
        Path version = layout.root().resolve("oci-layout");
        ForeignInput.seeded(12)
                .declares(OciException.class)
                .documents(
                        100,
                        text -> {
                            Files.writeString(version, text);
                            OciLayout.open(layout.root());
                        },
                        OciLayout.LAYOUT);
    }

    @Test
    void readsArchivesOfDockerOrSaysWhyNot() throws IOException {
        Path file = directory.resolve("image.tar");
        ForeignInput.Reader<String> reader = text -> {
            writeArchive(file, text);
            new DockerArchive(file).copyTo(layout, Optional.empty(), PLATFORM);
        };
        String manifest = "[{\"Config\":\"config.json\",\"RepoTags\":[\"a:b\"],\"Layers\":[\"layer.tar\"]}]";
        ForeignInput.seeded(13).declares(IOException.class).documents(150, reader, manifest);
        ForeignInput.seeded(14).declares(IOException.class).texts(100, reader, manifest);
    }

    @Test
    void readsArchivesOfLayoutsOrSaysWhyNot() throws IOException {
        layout.index().write("name", image().manifest());
        Path file = directory.resolve("layout.tar");
        new ImageExport(layout, PLATFORM).writeOciArchive(List.of("name"), file);
        byte[] archive = Files.readAllBytes(file);
        ForeignInput.seeded(15)
                .declares(IOException.class)
                .bytes(
                        60,
                        bytes -> {
                            Files.write(file, bytes);
                            new ImageImport(layout, PLATFORM)
                                    .copyFromArchive(file, Optional.empty(), directory.resolve("temporary"));
                        },
                        archive);
    }

    @Test
    void readsNoMoreOfABlobThanItsDescriptorSays() throws IOException {
        byte[] content = new byte[1 << 20];
        Descriptor announced = new Descriptor("application/json", Digest.of(content), 10);
        Files.write(layout.pathOf(announced.digest()), content);
        ForeignInput.seeded(0)
                .declares(OciException.class)
                .allocatesAtMost(512 << 10)
                .one(announced, layout::readJson);
        assertThatThrownBy(() -> layout.readJson(announced))
                .hasMessageContaining("has more than the 10 bytes it should have");
        Files.delete(layout.pathOf(announced.digest()));
        assertThatThrownBy(() -> layout.copyBlob(
                        announced,
                        out -> {
                            while (true) {
                                out.write(content, 0, 8);
                            }
                        },
                        "a registry without end"))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("a registry without end has more than the 10 bytes");
    }

    private LayoutImage image() throws IOException {
        return layout.writeImage(config().getBytes(UTF_8), List.of(layer), ImageFormat.OCI, new TreeMap<>());
    }

    private String config() {
        return CONFIG.formatted(layer.diffId());
    }

    private void writeArchive(Path file, String manifest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            put(tar, "manifest.json", manifest.getBytes(UTF_8));
            put(tar, "config.json", config().getBytes(UTF_8));
            put(tar, "layer.tar", new byte[1024]);
        }
        Files.write(file, bytes.toByteArray());
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
