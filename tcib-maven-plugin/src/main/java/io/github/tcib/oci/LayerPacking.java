package io.github.tcib.oci;

import java.io.IOException;
import java.io.OutputStream;

/**
 * How new layers are written. Layers are gzip files whose header says nothing of time or system; their bytes depend on the
 * zlib of the Java platform, so {@link #uncompressed()} is what is the same on every machine. The digest of the unpacked
 * layer is the same either way.
 *
 * @param level of gzip from 1 (fast) to 9 (small); 0 for uncompressed layers
 */
public record LayerPacking(int level) {

    private static final int FAST = 1;

    public LayerPacking {
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("the level of gzip is 1 to 9, not " + level);
        }
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

    OutputStream packed(OutputStream out) throws IOException {
        return level == 0 ? out : new PlainGzipOutputStream(out, level);
    }
}
