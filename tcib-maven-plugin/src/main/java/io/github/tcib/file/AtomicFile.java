package io.github.tcib.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes files so that a reader, or the next run after a crash, finds the old content or the new, never half of it. */
public final class AtomicFile {

    /** How names of unfinished files begin, for those who clean up after a crash. */
    public static final String PREFIX = ".unfinished-";

    /** How names of unfinished files end. */
    public static final String SUFFIX = ".tmp";

    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private AtomicFile() {}

    /** Writes a file with mode 0644, and the directories above it. */
    public static void write(Path file, byte[] content) throws IOException {
        replace(file, READABLE, unfinished -> unfinished.stream().write(content));
    }

    /** As {@link #write}, but leaves a file alone that has this content; returns whether it changed. */
    public static boolean writeIfChanged(Path file, byte[] content) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content)) {
            return false;
        }
        write(file, content);
        return true;
    }

    /** Copies a file unless the target has its content and these permissions; returns whether it changed. */
    public static boolean copyIfChanged(Path source, Path target, Set<PosixFilePermission> permissions)
            throws IOException {
        if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.getPosixFilePermissions(target).equals(permissions)
                && Files.mismatch(source, target) < 0) {
            return false;
        }
        replace(target, permissions, unfinished -> Files.copy(source, unfinished.stream()));
        return true;
    }

    /** Temporary files are for their owner only; what is finished is for whoever may enter the directory. */
    public static void makeReadable(Path file) throws IOException {
        setPermissions(file, READABLE);
    }

    /**
     * For files that are made in place, such as logs and locks: nobody but their owner may write to them, whatever the umask. To be
     * given to what creates one.
     */
    public static FileAttribute<?>[] permissionsIn(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(READABLE)}
                : new FileAttribute<?>[0];
    }

    private interface Content {
        void writeTo(UnfinishedFile unfinished) throws IOException;
    }

    private static void replace(Path file, Set<PosixFilePermission> permissions, Content content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("'" + file + "' has no directory");
        }
        Files.createDirectories(directory);
        try (UnfinishedFile unfinished = UnfinishedFile.create(directory)) {
            content.writeTo(unfinished);
            setPermissions(unfinished.path(), permissions);
            unfinished.moveTo(file);
        }
    }

    private static void setPermissions(Path file, Set<PosixFilePermission> permissions) throws IOException {
        PosixFileAttributeView view = viewOf(file);
        if (view != null) {
            view.setPermissions(permissions);
        }
    }

    private static @Nullable PosixFileAttributeView viewOf(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
