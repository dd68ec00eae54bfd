package io.github.tcib.oci;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a packed stream holds, up to a limit. The libraries that unpack were written for files of friends: what they throw at others
 * is not always an {@link IOException}.
 */
final class UnpackedInputStream extends InputStream {

    private final Compression compression;
    private final InputStream packed;
    private final InputStream unpacked;
    private final long most;
    private final byte[] skipped = new byte[1 << 16];
    private long left;

    UnpackedInputStream(Compression compression, InputStream packed, long most) throws IOException {
        this.compression = compression;
        this.packed = packed;
        this.most = most;
        this.left = most;
        try {
            this.unpacked = compression.unpacked(packed);
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw damaged(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = unpacked.read(into, offset, length);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        left -= Math.max(0, count);
        if (left < 0) {
            throw new OciException("packed content (" + compression + ") is larger than " + most
                    + " bytes once unpacked, which is the limit");
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        // what is left out has to be unpacked all the same: in large pieces that is much faster
        return count <= 0 ? 0 : Math.max(0, read(skipped, 0, (int) Math.min(count, skipped.length)));
    }

    private IOException damaged(Exception e) {
        if (e instanceof OciException worded) {
            return worded;
        }
        String why = e.getMessage();
        return new OciException(
                "packed content (" + compression + ") is damaged or cut off"
                        + (why == null || why.isBlank() || e instanceof RuntimeException ? "" : ": " + why),
                e);
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
        packed.close();
    }
}
