package io.github.tcib.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is being written beside the place where it belongs. It is for its owner only until it is finished, and gone when
 * it is closed before. Named by numbers that need not be secret: the file is made anew or not at all.
 */
public final class UnfinishedFile implements Closeable {

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final SeekableByteChannel channel;
    private boolean finished;

    private UnfinishedFile(Path path, SeekableByteChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes the file, empty, in a directory that is there. */
    public static UnfinishedFile create(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0];
        while (true) {
            Path path = directory.resolve(AtomicFile.PREFIX
                    + Long.toHexString(ThreadLocalRandom.current().nextLong())
                    + AtomicFile.SUFFIX);
            try {
                return new UnfinishedFile(path, Files.newByteChannel(path, NEW, attributes));
            } catch (FileAlreadyExistsException e) {
                // Another process drew the same number: once more.
            }
        }
    }

    public Path path() {
        return path;
    }

    /** What is written goes to the end of the file, at once; closing the stream closes the file. */
    public OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** How many bytes it has. */
    public long size() throws IOException {
        return channel.size();
    }

    /** Puts the file in its place, readable for all; replaces what is there. */
    public void finish(Path target) throws IOException {
        AtomicFile.makeReadable(path);
        moveTo(target);
    }

    /** Puts the file in its place as it is. */
    void moveTo(Path target) throws IOException {
        channel.close();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!finished) {
            Files.deleteIfExists(path);
        }
    }
}
