package io.github.tcib.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Writes files so that a reader sees the old content or the new, never half of it, and leaves unchanged files alone. */
final class AtomicFile {

    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");

    private AtomicFile() {}

    /** Writes text with mode 0644; returns whether the file changed. */
    static boolean write(Path file, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content)) {
            return false;
        }
        replace(file, temporary -> {
            Files.write(temporary, content);
            Files.setPosixFilePermissions(temporary, PLAIN);
        });
        return true;
    }

    /** Copies a file; returns whether the target, or its permissions, changed. */
    static boolean copy(Path source, Path target, Set<PosixFilePermission> permissions) throws IOException {
        if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.getPosixFilePermissions(target).equals(permissions)
                && Files.mismatch(source, target) < 0) {
            return false;
        }
        replace(target, temporary -> {
            Files.copy(source, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(temporary, permissions);
        });
        return true;
    }

    private interface Content {
        void writeTo(Path temporary) throws IOException;
    }

    private static void replace(Path file, Content content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is not a file in a directory");
        }
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, ".tcib-", ".part");
        try {
            content.writeTo(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
