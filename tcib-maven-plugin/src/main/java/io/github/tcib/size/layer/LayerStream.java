package io.github.tcib.size.layer;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.zip.Deflater;

/**
 * A layer's tar file as it is read: its digest, its length, and how much of it gzip would send over the network unless that
 * is known. Tools that push differ in their gzip by a few percent.
 */
final class LayerStream extends FilterInputStream {

    private static final int BUFFER = 1 << 16;
    /** Header and trailer of a gzip file (RFC 1952). */
    private static final int GZIP_FRAME = 18;

    private final OptionalLong knownPackedBytes;
    private final MessageDigest digest = sha256();
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] output = new byte[BUFFER];
    private long read;

    LayerStream(InputStream in, OptionalLong knownPackedBytes) {
        super(in);
        this.knownPackedBytes = knownPackedBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count > 0) {
            read += count;
            digest.update(into, offset, count);
            if (knownPackedBytes.isEmpty()) {
                deflater.setInput(into, offset, count);
                drain();
            }
        }
        return count;
    }

    /** What is skipped counts as well. */
    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, BUFFER)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Bytes read so far. */
    long readBytes() {
        return read;
    }

    /** The digest of what was read so far; to be asked once, at the end. */
    Digest digest() throws OciException {
        return Digest.parse("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    /** The size packed; to be asked once, at the end. */
    long packedBytes() {
        if (knownPackedBytes.isPresent()) {
            return knownPackedBytes.getAsLong();
        }
        deflater.finish();
        drain();
        return deflater.getBytesWritten() + GZIP_FRAME;
    }

    private void drain() {
        while (deflater.deflate(output) > 0) {
            // what is packed is only counted
        }
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        super.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
