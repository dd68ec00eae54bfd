package io.github.tcib.locked;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
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
 * RPMs and metadata by their digest. A file that is there is whole and has this digest: it is moved there only after that was checked, so
 * that several builds may fill one cache, in one process or in many.
 */
final class FileCache {

    private static final int BUFFER = 1 << 16;

    private final Path directory;

    /** @param directory is made when something is written */
    FileCache(Path directory) {
        this.directory = directory;
    }

    /** Where a file lies, or would. */
    Path pathOf(LockedFile file) {
        String hex = file.sha256().hex();
        Path folder = (file.isRpm() ? rpms() : directory.resolve("metadata")).resolve(hex.substring(0, 2));
        return folder.resolve(file.isRpm() ? hex + ".rpm" : hex);
    }

    /** Where RPMs lie. */
    Path rpms() {
        return directory.resolve("rpms");
    }

    /** Whether a file is there. */
    boolean has(LockedFile file) throws IOException {
        try {
            return Files.size(pathOf(file)) == file.bytes();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Looks at a file before it is in the cache. */
    interface Check {
        void check(Path file) throws IOException, LockedBuildException;
    }

    /**
     * Writes a file.
     *
     * @param content is read to its end, or to where it is longer than it should be
     * @param check is asked once size and digest are right
     * @throws UnwritableException when it is the cache that cannot be written
     * @throws ShortContentException when there is less of it than there should be
     * @throws LockedBuildException when it is another file than the lock says, or does not pass the check
     */
    void write(LockedFile file, InputStream content, Check check) throws IOException, LockedBuildException {
        Path target = pathOf(file);
        Path unfinished = create(target.resolveSibling(""));
        try {
            copy(file, content, unfinished);
            check.check(unfinished);
            finish(unfinished, target);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Path create(Path folder) throws UnwritableException {
        try {
            return Files.createTempFile(Files.createDirectories(folder), AtomicFile.PREFIX, AtomicFile.SUFFIX);
        } catch (IOException e) {
            throw new UnwritableException(e);
        }
    }

    private static void finish(Path unfinished, Path target) throws UnwritableException {
        try {
            AtomicFile.makeReadable(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UnwritableException(e);
        }
    }

    private static void copy(LockedFile file, InputStream content, Path unfinished)
            throws IOException, LockedBuildException {
        MessageDigest digest = sha256();
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                bytes += count;
                if (bytes > file.bytes()) {
                    throw new LockedBuildException("it is larger than the " + file.bytes() + " bytes that are locked");
                }
                digest.update(buffer, 0, count);
                try {
                    out.write(buffer, 0, count);
                } catch (IOException e) {
                    throw new UnwritableException(e);
                }
            }
        }
        if (bytes < file.bytes()) {
            throw new ShortContentException("it ended after " + bytes + " of " + file.bytes() + " bytes");
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        if (!hex.equals(file.sha256().hex())) {
            throw new LockedBuildException("its SHA-256 is " + hex + " and the locked one is "
                    + file.sha256().hex());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A cache that has no room, or lies where nothing can be written. */
    static final class UnwritableException extends IOException {

        private static final long serialVersionUID = 1;

        UnwritableException(IOException cause) {
            super("the cache cannot be written: " + FileFault.reasonOf(cause), cause);
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
