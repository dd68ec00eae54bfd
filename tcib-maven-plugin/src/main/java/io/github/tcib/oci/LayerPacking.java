package io.github.tcib.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * How new layers are written. Layers are gzip files whose header says nothing of time or system. At the level {@link #fast()}
 * their bytes are the same on every machine; those of higher levels depend on the zlib of the Java platform. The digest of the
 * unpacked layer is the same either way.
 *
 * @param level of gzip from 1 (fast) to 9 (small); 0 for uncompressed layers
 * @param executor packs the blocks of a layer; without one, a layer of a higher level than 1 is packed as a whole, which gives
 *     other bytes
 */
public record LayerPacking(int level, Optional<Executor> executor) {

    private static final int FAST = 1;

    public LayerPacking {
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("the level of gzip is 1 to 9, not " + level);
        }
    }

    public LayerPacking(int level) {
        this(level, Optional.empty());
    }

    public static LayerPacking uncompressed() {
        return new LayerPacking(0);
    }

    public static LayerPacking gzip(int level) {
        return new LayerPacking(level);
    }

    /** Gzip at its fastest: a layer that is pushed once is sent sooner than it is packed better. */
    public static LayerPacking fast() {
        return gzip(FAST);
    }

    Compression compression() {
        return level == 0 ? Compression.NONE : Compression.GZIP;
    }

    /** The same, with the blocks of a layer packed by several threads. */
    public LayerPacking with(Executor blocks) {
        return new LayerPacking(level, Optional.of(blocks));
    }

    /** Writes what a source writes, packed. */
    void write(OciLayout.BlobSource source, OutputStream out) throws IOException {
        if (level == 0) {
            source.writeTo(out);
        } else if (executor.isPresent() || level == FAST) {
            BlockGzipOutputStream gzip = new BlockGzipOutputStream(out, level, executor.orElse(Runnable::run));
            source.writeTo(gzip);
            gzip.finish();
        } else {
            PlainGzipOutputStream gzip = new PlainGzipOutputStream(out, level);
            source.writeTo(gzip);
            gzip.finish();
        }
    }
}
