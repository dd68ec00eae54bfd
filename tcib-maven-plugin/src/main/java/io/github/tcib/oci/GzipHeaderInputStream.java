package io.github.tcib.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds the headers of gzip members (RFC 1952: a file name and a comment, however long), which the library keeps in memory. It reads
 * headers byte by byte and the rest in blocks.
 */
final class GzipHeaderInputStream extends FilterInputStream {

    private static final int LONGEST = 1 << 16;

    private int single;

    GzipHeaderInputStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        if (++single > LONGEST) {
            throw new OciException("a gzip file has a header of more than " + LONGEST + " bytes, which is the limit");
        }
        return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        single = 0;
        return in.read(into, offset, length);
    }
}
