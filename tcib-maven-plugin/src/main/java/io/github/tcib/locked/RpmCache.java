package io.github.tcib.locked;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.lock.LockedRpm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * RPMs by their digest. A file that is there is whole and has this digest: it is moved there only after that was checked, so
 * that several builds may fill one cache, in one process or in many.
 */
final class RpmCache {

    private static final int BUFFER = 1 << 16;

    private final Path directory;

    /** @param directory is made when something is written */
    RpmCache(Path directory) {
        this.directory = directory.resolve("rpms");
    }

    /** Where an RPM lies, or would. */
    Path pathOf(LockedRpm rpm) {
        String hex = rpm.sha256().hex();
        return directory.resolve(hex.substring(0, 2)).resolve(hex + ".rpm");
    }

    /** Whether an RPM is there. */
    boolean has(LockedRpm rpm) throws IOException {
        try {
            return Files.size(pathOf(rpm)) == rpm.bytes();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Looks at an RPM before it is in the cache. */
    interface Check {
        void check(Path file) throws IOException, LockedBuildException;
    }

    /**
     * Writes an RPM.
     *
     * @param content is read to its end, or to where it is longer than it should be
     * @param check is asked once size and digest are right
     * @throws ShortContentException when there is less of it than there should be
     * @throws LockedBuildException when it is another file than the lock says, or does not pass the check
     */
    void write(LockedRpm rpm, InputStream content, Check check) throws IOException, LockedBuildException {
        Path target = pathOf(rpm);
        Path folder = directory.resolve(rpm.sha256().hex().substring(0, 2));
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, AtomicFile.PREFIX, AtomicFile.SUFFIX);
        try {
            copy(rpm, content, unfinished);
            check.check(unfinished);
            AtomicFile.makeReadable(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void copy(LockedRpm rpm, InputStream content, Path unfinished)
            throws IOException, LockedBuildException {
        MessageDigest digest = sha256();
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                bytes += count;
                if (bytes > rpm.bytes()) {
                    throw new LockedBuildException("it is larger than the " + rpm.bytes() + " bytes that are locked");
                }
                digest.update(buffer, 0, count);
                try {
                    out.write(buffer, 0, count);
                } catch (IOException e) {
                    throw new LockedBuildException("the cache cannot be written: " + e.getMessage(), e);
                }
            }
        }
        if (bytes < rpm.bytes()) {
            throw new ShortContentException("it ended after " + bytes + " of " + rpm.bytes() + " bytes");
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        if (!hex.equals(rpm.sha256().hex())) {
            throw new LockedBuildException("its SHA-256 is " + hex + " and the locked one is "
                    + rpm.sha256().hex());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Content that ended early, as when a connection breaks. */
    static final class ShortContentException extends IOException {

        private static final long serialVersionUID = 1;

        ShortContentException(String message) {
            super(message);
        }
    }
}
