package io.github.tcib.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Writes files so that they are there whole or not at all. */
final class AtomicFile {

    static final String PREFIX = ".unfinished-";
    static final String SUFFIX = ".tmp";

    private AtomicFile() {}

    static void write(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("'" + file + "' has no directory");
        }
        Path unfinished = Files.createTempFile(directory, PREFIX, SUFFIX);
        try {
            Files.write(unfinished, content);
            makeReadable(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Temporary files are for their owner only; what is finished is for whoever may enter the directory. */
    static void makeReadable(Path file) throws IOException {
        PosixFileAttributeView posix = viewOf(file);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static @Nullable PosixFileAttributeView viewOf(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
