package io.github.tcib.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFileTest {

    @TempDir
    Path directory;

    @Test
    void standsUnderItsNameOnceFinishedAndReplacesWhatWasThere() throws Exception {
        Path target = Files.writeString(directory.resolve("target"), "old and longer");
        try (UnfinishedFile file = UnfinishedFile.create(directory);
                OutputStream out = file.stream()) {
            out.write(new byte[] {'n', 'e', 'w'});
            assertThat(file.size()).isEqualTo(3);
            assertThat(target).hasContent("old and longer");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                    .isEqualTo("rw-------");
            file.finish(target);
        }
        assertThat(target).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-r--r--");
        assertThat(filesIn(directory)).isEqualTo(1);
    }

    @Test
    void isGoneWhenItWasNotFinished() throws Exception {
        try (UnfinishedFile file = UnfinishedFile.create(directory)) {
            file.stream().write(1);
            assertThat(filesIn(directory)).isEqualTo(1);
        }
        assertThat(filesIn(directory)).isZero();
    }

    private static long filesIn(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
