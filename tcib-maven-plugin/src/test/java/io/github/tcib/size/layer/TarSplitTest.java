package io.github.tcib.size.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarSplitTest {

    private static final String NOT_AS_EXPECTED = "what a store keeps of a layer is not as expected";

    @TempDir
    private Path directory;

    private Path files;

    @BeforeEach
    void unpack() throws IOException {
        files = Files.createDirectories(directory.resolve("diff"));
        Files.writeString(files.resolve("file"), "abc");
        Files.writeString(directory.resolve("other"), "abc");
    }

    private String read(String record) throws IOException {
        Path split = directory.resolve("split.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(split))) {
            out.write(record.getBytes(UTF_8));
        }
        try (InputStream in = new TarSplit(split, files)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void putsBytesAndFilesTogether() throws IOException {
        assertThat(read("""
                        {"type":2,"payload":"LQ=="}
                        {"type":1,"name":"file","size":3}
                        {"type":2,"payload":"Lg=="}
                        {"type":1,"name":"empty"}
                        """)).isEqualTo("-abc.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "{\"type\":3}",
                "{\"type\":2,\"payload\":\"*\"}",
                "{\"type\":1,\"name\":\"file\",\"size\":-1}",
                "{\"type\":1,\"name\":\"file\",\"size\":9}",
                "{\"type\":1,\"name\":\"gone\",\"size\":3}",
                "{\"type\":1,\"name\":\"../other\",\"size\":3}",
                "{\"type\":1,\"name\":\"file\\u0000\",\"size\":3}",
            })
    void refusesWhatIsNotAsExpected(String record) {
        assertThatThrownBy(() -> read(record)).isInstanceOf(OciException.class).hasMessage(NOT_AS_EXPECTED);
    }

    @Test
    void refusesLayersThatTheStoreDoesNotHave() throws IOException {
        assertThatThrownBy(() -> ContainersStorage.read(directory).open(Digest.of(new byte[0])))
                .isInstanceOf(OciException.class)
                .hasMessage(NOT_AS_EXPECTED);
    }
}
