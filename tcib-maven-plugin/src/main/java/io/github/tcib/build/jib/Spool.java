package io.github.tcib.build.jib;

import io.github.tcib.oci.Content;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A temporary file for content that can be read only once, from archives and downloads, until the layer is written. One file
 * an image, made when it is first needed and gone when the image is done.
 */
final class Spool implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private Optional<Path> file = Optional.empty();
    private long size;

    /** @param directory where the file is made; on the disk of the image store, which has to have room anyway */
    Spool(Path directory) {
        this.directory = directory;
    }

    /** Writes what is left of a stream and gives it back as content. */
    Content write(InputStream in) throws IOException {
        Path spooled = file();
        long start = size;
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(spooled, StandardOpenOption.APPEND), BUFFER)) {
            size += in.transferTo(out);
        }
        return new Part(spooled, start, size - start);
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }

    private Path file() throws IOException {
        if (file.isEmpty()) {
            Files.createDirectories(directory);
            file = Optional.of(Files.createTempFile(directory, ".unfinished-", ".spool"));
        }
        return file.get();
    }

    private record Part(Path file, long start, long size) implements Content {
        @Override
        public InputStream open() throws IOException {
            RandomAccessFile access = new RandomAccessFile(file.toFile(), "r");
            access.seek(start);
            return new Bounded(Channels.newInputStream(access.getChannel()), size);
        }
    }

    /** The first bytes of a stream. */
    private static final class Bounded extends InputStream {

        private final InputStream in;
        private long left;

        Bounded(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
