package io.github.tcib.size.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.size.SizeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes a report to files of a directory: each whole or not at all, and only when its content changed. */
public final class ReportFiles {

    private final Path directory;

    public ReportFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes the report in these forms. */
    public void write(SizeReport report, Collection<ReportFormat> formats) throws IOException {
        Files.createDirectories(directory);
        for (ReportFormat format : formats) {
            write(pathOf(format), format.textOf(report).getBytes(UTF_8));
        }
    }

    /** Where a form is written. */
    public Path pathOf(ReportFormat format) {
        return directory.resolve(format.fileName());
    }

    private void write(Path file, byte[] content) throws IOException {
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path unfinished = Files.createTempFile(directory, ".unfinished-", ".tmp");
        try {
            Files.write(unfinished, content);
            PosixFileAttributeView posix = viewOf(unfinished);
            if (posix != null) {
                posix.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static @Nullable PosixFileAttributeView viewOf(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
