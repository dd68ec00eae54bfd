package io.github.tcib.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures that the file system brings about, as a user is told them. */
class FileReasonTest {

    @TempDir
    private Path directory;

    @Test
    void saysOfEveryPathWhatIsTheMatterWithIt() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path none = directory.resolve("none");
        Path below = file.resolve("below");

        assertThat(reason(() -> Files.newInputStream(none))).isEqualTo(none + ": not found");
        assertThat(reason(() -> Files.createDirectory(file))).isEqualTo(file + ": already there");
        assertThat(reason(() -> Files.delete(directory))).isEqualTo(directory + ": not empty");
        assertThat(reason(() -> Files.newDirectoryStream(file))).isEqualTo(file + ": no directory");
        assertThat(reason(() -> Files.newInputStream(below))).isEqualTo(below + ": Not a directory");
        // root may do everything
        assertThat(FileReason.of(new AccessDeniedException("/secret"))).isEqualTo("/secret: permission denied");
    }

    @Test
    void leavesOtherMessagesAsTheyAre() {
        assertThat(FileReason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
    }

    private static String reason(ThrowingCallable call) {
        return FileReason.of(catchThrowableOfType(IOException.class, call));
    }
}
