package io.github.tcib.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A gzip file (RFC 1952) with no time, no name and an unknown system: the JDK's own has written different headers over time. */
final class PlainGzipOutputStream extends DeflaterOutputStream {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int BUFFER = 1 << 16;

    private final CRC32 checksum = new CRC32();
    private boolean finished;

    PlainGzipOutputStream(OutputStream out, int level) throws IOException {
        super(out, new Deflater(level, true), BUFFER);
        writeHeader(out);
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
        super.write(content, offset, length);
        checksum.update(content, offset, length);
    }

    @Override
    public void finish() throws IOException {
        if (finished) {
            return;
        }
        finished = true;
        super.finish();
        writeLittleEndian(out, checksum.getValue());
        writeLittleEndian(out, def.getBytesRead());
        def.end();
    }

    static void writeHeader(OutputStream out) throws IOException {
        out.write(HEADER);
    }

    static void writeLittleEndian(OutputStream out, long value) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write((int) (value >>> shift) & 0xff);
        }
    }
}
