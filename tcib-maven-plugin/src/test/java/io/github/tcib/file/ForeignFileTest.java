package io.github.tcib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignFileTest {

    @TempDir
    private Path directory;

    @Test
    void readsNoFileOfMoreThanItsLimit() throws Exception {
        Path file = directory.resolve("large.json");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(64 << 20);
            assertThat(ForeignFile.read(file)).hasSize(64 << 20);
            large.setLength((64 << 20) + 1);
        }
        assertThatThrownBy(() -> ForeignFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("'" + file + "' is too large: at most 67108864 bytes of it are read");
    }
}
