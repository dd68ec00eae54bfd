package io.github.tcib.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.process.Command;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.process.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsTest {

    @TempDir
    private Path directory;

    @Test
    void nobodyElseMayWriteToFilesWhateverTheUmask() throws Exception {
        CommandRunner.Captured written = new CommandRunner(Duration.ofSeconds(1))
                .capture(
                        new Command(
                                List.of(
                                        "sh",
                                        "-c",
                                        "umask 000; exec \"$0\" \"$@\"",
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path", System.getProperty("java.class.path")),
                                        WriterMain.class.getName(),
                                        directory.toString()),
                                Map.of()),
                        Duration.ofMinutes(2));
        assertThat(written.outcome()).as(written.err()).isEqualTo(new Outcome.Exited(0));
        assertThat(written.out()).as("an unfinished file").startsWith("rw-------");
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found)
                    .hasSizeGreaterThan(7)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .doesNotContain(PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE));
        }
    }
}
