package io.github.tcib.oci;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a tar file is packed, told from its first bytes: media types and file names are often wrong. */
public enum Compression {
    NONE(""),
    GZIP("1f8b08"),
    ZSTD("28b52ffd"),
    XZ("fd377a585a00"),
    BZIP2("425a68");

    private static final int LONGEST_MAGIC = 6;
    private static final int BUFFER = 1 << 16;
    /** No layer is as large: what unpacks to more is made to fill disks, or to take hours. */
    private static final long LARGEST = 64L << 30;
    /** Enough for every preset of xz; a file may ask for gigabytes. */
    private static final int XZ_MEMORY_KIB = 100 * 1024;

    /** The first bytes, in hexadecimal. */
    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /** How the stream is packed; the stream must support mark and is left where it was. */
    public static Compression read(InputStream in) throws IOException {
        in.mark(LONGEST_MAGIC);
        String start = HexFormat.of().formatHex(in.readNBytes(LONGEST_MAGIC));
        in.reset();
        for (Compression compression : values()) {
            if (compression != NONE && start.startsWith(compression.magic)) {
                return compression;
            }
        }
        return NONE;
    }

    /** The unpacked content; reading it fails when the packed content is damaged. */
    public static InputStream unpack(InputStream packed) throws IOException {
        return unpack(packed, LARGEST);
    }

    /** As {@link #unpack(InputStream)}, with another limit in bytes. */
    static InputStream unpack(InputStream packed, long most) throws IOException {
        InputStream in = packed.markSupported() ? packed : new BufferedInputStream(packed, BUFFER);
        Compression compression = read(in);
        return compression == NONE ? in : new UnpackedInputStream(compression, in, most);
    }

    /** Unpacks a stream, however much that gives. */
    InputStream unpacked(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(new GzipHeaderInputStream(in))
                        .setDecompressConcatenated(true)
                        .get();
            case ZSTD -> new ZstdInputStream(in);
            case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
        };
    }
}
