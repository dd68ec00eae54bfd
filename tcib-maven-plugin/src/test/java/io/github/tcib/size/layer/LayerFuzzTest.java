package io.github.tcib.size.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.ForeignInput;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.Platform;
import io.github.tcib.rpm.RpmPackage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the size report reads, when someone damaged it. */
class LayerFuzzTest {

    private static final String HEX = "0".repeat(64);
    private static final Digest DIGEST = new Digest(HEX);

    @TempDir
    private Path directory;

    @Test
    void readsManifestsOrSaysWhyNot() {
        String manifest = "{\"schemaVersion\":2,\"config\":{\"digest\":\"" + DIGEST + "\",\"size\":1},"
                + "\"layers\":[{\"mediaType\":\"a.tar\",\"digest\":\"" + DIGEST + "\",\"size\":1,\"urls\":[]}]}";
        String config = "{\"rootfs\":{\"diff_ids\":[\"" + DIGEST + "\"]},\"history\":[{\"empty_layer\":true},"
                + "{\"created_by\":\"RUN\"}]}";
        String index = "{\"manifests\":[{\"digest\":\"" + DIGEST + "\",\"size\":1,"
                + "\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}";
        ForeignInput.seeded(70)
                .declares(IOException.class)
                .documents(1500, text -> read(text, config), manifest, index);
        ForeignInput.seeded(71).declares(IOException.class).documents(800, text -> read(manifest, text), config);
    }

    @Test
    void readsRecordsOfStoredLayersOrSaysWhyNot() throws IOException {
        Path files = Files.createDirectories(directory.resolve("diff"));
        Files.writeString(files.resolve("file"), "abc");
        Path record = directory.resolve("split.gz");
        ForeignInput.Reader<String> reader = text -> {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(record))) {
                out.write(text.getBytes(UTF_8));
            }
            try (InputStream in = new TarSplit(record, files)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        };
        String payload = "{\"type\":2,\"payload\":\"YmluAA==\",\"position\":0}";
        String file = "{\"type\":1,\"name\":\"file\",\"size\":3,\"position\":1}";
        String raw = "{\"type\":1,\"name_raw\":\"ZmlsZQ==\",\"size\":3,\"position\":1}";
        ForeignInput.seeded(72)
                .declares(IOException.class)
                .texts(700, reader, payload + "\n" + file + "\n" + raw + "\n");
        ForeignInput.seeded(73).declares(IOException.class).documents(500, reader, payload, file, raw);
    }

    @Test
    void readsItsCacheOrTakesItForEmpty() throws IOException {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        ByteArrayOutputStream packages = new ByteArrayOutputStream();
        CacheFile.write(
                new LayerContents(
                        DIGEST,
                        10,
                        5,
                        List.of(
                                new LayerEntry.File("usr/bin/a", 0, 3, new ContentHash(1, 2)),
                                new LayerEntry.HardLink("usr/bin/b", "usr/bin/a"),
                                new LayerEntry.Directory("usr/lib"))),
                new DataOutputStream(layer));
        CacheFile.write(
                new TreeSet<>(List.of(new RpmPackage("a", "1-1", "noarch", 3, List.of("/usr/bin/a", "/usr/bin/b")))),
                new DataOutputStream(packages));
        Digest other = new Digest("1".repeat(64));
        LayerCache cache = new LayerCache(directory, warning -> {});
        ForeignInput.seeded(74)
                .bytes(
                        500,
                        bytes -> {
                            write("layers", other.hex(), bytes);
                            cache.findLayer(other);
                        },
                        layer.toByteArray());
        ForeignInput.seeded(75)
                .bytes(
                        500,
                        bytes -> {
                            write("packages", "key", bytes);
                            cache.findPackages("key");
                        },
                        packages.toByteArray());
    }

    private void write(String kind, String name, byte[] content) throws IOException {
        Path file =
                Files.createDirectories(directory.resolve("v1").resolve(kind)).resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    @Test
    void readsStoresOrSaysWhyNot() throws IOException {
        Files.createDirectories(directory.resolve("overlay-layers"));
        Path folder =
                Files.createDirectories(directory.resolve("overlay-images").resolve(HEX));
        Path images = directory.resolve("overlay-images/images.json");
        Path layers = directory.resolve("overlay-layers/layers.json");
        Path config =
                folder.resolve("=" + java.util.Base64.getEncoder().encodeToString(("sha256:" + HEX).getBytes(UTF_8)));
        String image = "[{\"id\":\"" + HEX + "\",\"names\":[\"a\"],\"digest\":\"" + DIGEST + "\"}]";
        String layer = "[{\"id\":\"" + HEX + "\",\"diff-digest\":\"" + DIGEST
                + "\",\"compressed-size\":5,\"compressed-diff-digest\":\"sha256:1\"}]";
        Files.writeString(config, "{\"rootfs\":{\"diff_ids\":[\"" + DIGEST + "\"]}}");
        ForeignInput.Reader<String> reader = text -> {
            Files.writeString(images, text.contains("names") ? text : image);
            Files.writeString(layers, text.contains("names") ? layer : text);
            ContainersStorage storage = ContainersStorage.read(directory);
            storage.find("a");
            storage.open(DIGEST).close();
        };
        ForeignInput.seeded(76).declares(IOException.class).documents(600, reader, image, layer);
    }

    private static void read(String manifest, String config) throws IOException {
        new ManifestReader(
                        new ManifestReader.Blobs() {
                            @Override
                            public byte[] readManifest(Descriptor blob) {
                                return manifest.getBytes(UTF_8);
                            }

                            @Override
                            public byte[] readConfig(Descriptor blob) {
                                return config.getBytes(UTF_8);
                            }
                        },
                        new Platform("linux", "amd64", ""))
                .read(new Descriptor("application/json", DIGEST, 1));
    }
}
