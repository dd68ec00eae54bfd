package io.github.tcib.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps other builds away from image stores, in this JVM (Maven's {@code -T}) and in others, until it is closed. The system
 * takes the lock back when a process dies.
 */
public final class StoreLock implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LONGEST_NAME = 200;

    private final Deque<FileChannel> channels = new ArrayDeque<>();

    private StoreLock() {}

    /**
     * Waits until no other build uses these stores.
     *
     * @param stateDirectories one a store
     * @param waiting told once a store, with who holds it
     * @throws BuildFailure when a lock file cannot be written
     */
    public static StoreLock acquire(Collection<Path> stateDirectories, Consumer<String> waiting)
            throws BuildFailure, InterruptedException {
        StoreLock lock = new StoreLock();
        // Always in the same order, so that two builds with two stores each cannot wait for one another.
        for (Path directory : new TreeSet<>(stateDirectories)) {
            try {
                lock.lock(directory, waiting);
            } catch (IOException e) {
                lock.close();
                throw new BuildFailure(
                        BuildFailure.Kind.DETERMINISTIC, "the image store cannot be locked: " + FileFault.reasonOf(e));
            } catch (InterruptedException e) {
                lock.close();
                throw e;
            }
        }
        return lock;
    }

    private void lock(Path directory, Consumer<String> waiting) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                AtomicFile.permissionsIn(directory));
        channels.push(channel);
        boolean told = false;
        while (tryLock(channel).isEmpty()) {
            if (!told) {
                waiting.accept(holder(channel) + ", which builds into the same image store (" + directory + ")");
                told = true;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(("process " + ProcessHandle.current().pid()).getBytes(UTF_8)), 0);
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer name = ByteBuffer.allocate(LONGEST_NAME);
        channel.read(name, 0);
        String text = UTF_8.decode(name.flip()).toString().strip();
        return text.isEmpty() ? "another process" : text;
    }

    @Override
    public void close() {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                // The lock ends with the process at the latest.
            }
        }
    }
}
