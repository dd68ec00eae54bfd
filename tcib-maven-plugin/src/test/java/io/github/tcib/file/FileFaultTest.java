package io.github.tcib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(directory.resolve("file"), new byte[] {(byte) 0xff});
    }

    @Test
    void saysWhatTheTypeOfAFaultSays() throws IOException {
        assertReason(
                () -> Files.readString(directory.resolve("gone")), "there is no '" + directory.resolve("gone") + "'");
        assertReason(() -> Files.createDirectories(file), "'" + file + "' is in the way");
        assertReason(
                () -> {
                    try (DirectoryStream<Path> files = Files.newDirectoryStream(file)) {
                        files.forEach(each -> {});
                    }
                },
                "'" + file + "' is no directory");
        assertReason(() -> Files.delete(directory), "'" + directory + "' is a directory that is not empty");
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), directory);
        assertReason(
                () -> {
                    try (var files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
                        files.forEach(each -> {});
                    } catch (java.io.UncheckedIOException e) {
                        throw e.getCause();
                    }
                },
                "'" + loop + "' leads back to a directory above it");
        // root may read everything
        assertThat(FileFault.reasonOf(new AccessDeniedException("a")))
                .isEqualTo("'a' may not be read or written by this user");
    }

    @Test
    void keepsTheWordsOfTheSystem() {
        assertReason(() -> Files.readString(file.resolve("below")), file.resolve("below") + ": Not a directory");
    }

    @Test
    void namesTheTargetOfAMove() throws IOException {
        Path target = Files.createDirectories(directory.resolve("target/full")).resolveSibling("");
        assertReason(() -> AtomicFile.write(target, new byte[0]), target + ": Is a directory");
    }

    @Test
    void saysThatAFileIsNoText() {
        assertReason(() -> Files.readString(file), "it is not text in UTF-8");
    }

    @Test
    void namesAFaultThatSaysNothing() {
        assertThat(FileFault.reasonOf(new EOFException())).isEqualTo("EOFException");
    }

    private static void assertReason(ThrowingCallable work, String reason) {
        assertThat(FileFault.reasonOf(catchThrowableOfType(IOException.class, work)))
                .isEqualTo(reason);
    }
}
