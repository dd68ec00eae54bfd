package io.github.tcib.oci;

import io.github.tcib.deflate.FastDeflater;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A gzip file (RFC 1952) whose blocks are packed by several threads. It is one stream as any reader expects it: each block ends
 * at a byte (RFC 1951, section 3.2.4, an empty stored block) and begins with what the one before it ended with as dictionary.
 * The bytes depend on the content alone, neither on the threads nor on how it was written; at the fastest level they do not
 * depend on the Java platform either.
 */
final class BlockGzipOutputStream extends OutputStream {

    private static final int BLOCK = 1 << 20;
    private static final int WINDOW = 1 << 15;
    private static final int FASTEST = 1;
    private static final int MOST_UNDER_WAY = 2 * Runtime.getRuntime().availableProcessors() + 1;

    private final OutputStream out;
    private final int level;
    private final Executor executor;
    private final CRC32 checksum = new CRC32();
    private final Deque<FutureTask<byte[]>> underWay = new ArrayDeque<>();
    /** What the block may refer to, and the block. */
    private byte[] block = new byte[WINDOW + BLOCK];

    private int start;
    private int filled;
    private long size;
    private boolean finished;

    BlockGzipOutputStream(OutputStream out, int level, Executor executor) throws IOException {
        this.out = out;
        this.level = level;
        this.executor = executor;
        PlainGzipOutputStream.writeHeader(out);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
        checksum.update(content, offset, length);
        size += length;
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (filled == start + BLOCK) {
                pack(false);
            }
            int count = Math.min(end - from, start + BLOCK - filled);
            System.arraycopy(content, from, block, filled, count);
            filled += count;
            from += count;
        }
    }

    /** Writes what is left; the stream below stays open. */
    void finish() throws IOException {
        if (finished) {
            return;
        }
        finished = true;
        pack(true);
        while (!underWay.isEmpty()) {
            writeNext();
        }
        PlainGzipOutputStream.writeLittleEndian(out, checksum.getValue());
        PlainGzipOutputStream.writeLittleEndian(out, size);
    }

    private void pack(boolean last) throws IOException {
        byte[] content = block;
        int from = start;
        int to = filled;
        FutureTask<byte[]> task = new FutureTask<>(() ->
                level == FASTEST ? FastDeflater.pack(content, from, to, last) : deflated(content, from, to, last));
        executor.execute(task);
        underWay.add(task);
        if (!last) {
            block = new byte[WINDOW + BLOCK];
            start = Math.min(WINDOW, to);
            filled = start;
            System.arraycopy(content, to - start, block, 0, start);
        }
        if (underWay.size() > MOST_UNDER_WAY) {
            writeNext();
        }
    }

    private byte[] deflated(byte[] content, int from, int to, boolean last) {
        Deflater deflater = new Deflater(level, true);
        try {
            if (from > 0) {
                deflater.setDictionary(content, 0, from);
            }
            deflater.setInput(content, from, to - from);
            if (last) {
                deflater.finish();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream((to - from) / 2 + 1);
            byte[] buffer = new byte[1 << 16];
            int flush = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, flush);
                bytes.write(buffer, 0, count);
            } while (last ? !deflater.finished() : count == buffer.length);
            return bytes.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private void writeNext() throws IOException {
        try {
            out.write(underWay.remove().get());
        } catch (ExecutionException e) {
            throw new IOException("a block cannot be packed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a layer was packed", e);
        }
    }
}
