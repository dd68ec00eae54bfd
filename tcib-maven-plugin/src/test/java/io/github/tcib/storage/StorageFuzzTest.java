package io.github.tcib.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.ForeignInput;
import io.github.tcib.oci.Digest;
import io.github.tcib.process.Command;
import io.github.tcib.process.CommandRunner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of buildah that someone damaged, and layers whose files are not what they were. */
class StorageFuzzTest {

    private static final String ID = "0".repeat(64);
    private static final String LINES = """
            {"type":2,"payload":"YmluAA==","position":0}
            {"type":1,"name":"bin/ls","size":3,"payload":"9xPzCAlIwbE=","position":1}
            { "type" : 1, "name_raw": "YmluL2xz", "size": 3 }
            {"type":2,"payload":"","position":4}
            """;

    @TempDir
    private Path directory;

    @Test
    void readsRecordsOfLayersOrSaysWhyNot() {
        ForeignInput.seeded(60).declares(IOException.class).texts(4000, StorageFuzzTest::readAll, LINES);
        ForeignInput.seeded(61)
                .declares(IOException.class)
                .documents(
                        1000, StorageFuzzTest::readAll, LINES.lines().toList().toArray(String[]::new));
    }

    @Test
    void readsStoresOrSaysWhyNot() throws IOException {
        Path images =
                Files.createDirectories(directory.resolve("overlay-images")).resolve("images.json");
        Path layers =
                Files.createDirectories(directory.resolve("overlay-layers")).resolve("layers.json");
        String image = "[{\"id\":\"" + ID + "\",\"names\":[\"a\"],\"layer\":\"" + ID + "\"}]";
        String layer =
                "[{\"id\":\"" + ID + "\",\"diff-digest\":\"sha256:" + ID + "\",\"diff-size\":1,\"parent\":\"\"}]";
        ForeignInput.seeded(62)
                .declares(IOException.class)
                .documents(
                        400,
                        text -> {
                            Files.writeString(images, text);
                            Files.writeString(layers, layer);
                            ImageStorage.open(directory, "overlay").find(ID);
                        },
                        image);
        ForeignInput.seeded(63)
                .declares(IOException.class)
                .documents(
                        400,
                        text -> {
                            Files.writeString(images, image);
                            Files.writeString(layers, text);
                            ImageStorage.open(directory, "overlay").find(ID);
                        },
                        layer);
    }

    @Test
    void takesNoFilesFromOutsideALayerNorFromPipes() throws Exception {
        Path files = Files.createDirectories(directory.resolve("diff"));
        new CommandRunner(Duration.ZERO)
                .run(
                        new Command(List.of("mkfifo", files.resolve("pipe").toString()), Map.of()),
                        Duration.ofSeconds(10),
                        line -> {},
                        line -> {});
        Files.writeString(files.resolve("short"), "x");
        Map<String, String> refused = Map.of(
                "../../etc/passwd", "'../../etc/passwd' is not below the layer's directory",
                "pipe", "'pipe' is no longer a file",
                "gone", "'gone' is no longer a file",
                "short", "'short' is shorter than the layer says");
        refused.forEach((name, message) -> {
            StorageLayer layer = layerOf(name, Optional.of(files));
            ForeignInput.seeded(0)
                    .declares(IOException.class)
                    .one(layer, one -> one.writeTo(OutputStream.nullOutputStream()));
            assertThatThrownBy(() -> layer.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(message);
        });
    }

    @Test
    void readsNoLayerWhoseFilesAreNotKeptApart() {
        StorageLayer layer = layerOf("bin/ls", Optional.empty());
        assertThatThrownBy(() -> layer.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("this store does not keep the files of layer sha256:" + ID + " apart");
    }

    private StorageLayer layerOf(String name, Optional<Path> files) {
        Path split = directory.resolve("split.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(split))) {
            out.write(("{\"type\":1,\"name\":\"" + name + "\",\"size\":3,\"payload\":null,\"position\":1}\n")
                    .getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StorageLayer(new Digest(ID), 3, split, files);
    }

    private static void readAll(String lines) throws IOException {
        SplitEntries entries = new SplitEntries(new ByteArrayInputStream(lines.getBytes(UTF_8)));
        while (entries.read().isPresent()) {
            // what counts is that it ends
        }
    }
}
