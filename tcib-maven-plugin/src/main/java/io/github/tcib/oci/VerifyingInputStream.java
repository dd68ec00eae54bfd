package io.github.tcib.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

/** Reads a blob and fails at its end when digest or size are not what its descriptor says. */
final class VerifyingInputStream extends FilterInputStream {

    private final DigestInputStream digesting;
    private final Descriptor expected;
    private final String origin;
    private long size;
    private boolean checked;

    VerifyingInputStream(InputStream in, Descriptor expected, String origin) {
        this(new DigestInputStream(in, Digest.sha256()), expected, origin);
    }

    private VerifyingInputStream(DigestInputStream in, Descriptor expected, String origin) {
        super(in);
        this.digesting = in;
        this.expected = expected;
        this.origin = origin;
    }

    @Override
    public int read() throws IOException {
        int value = digesting.read();
        count(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = digesting.read(into, offset, length);
        count(count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes(new byte[(int) Math.min(count, 1 << 16)], 0, (int) Math.min(count, 1 << 16));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) throws IOException {
        if (read >= 0) {
            size += read;
            if (size > expected.size()) {
                // whoever reads all of it is not to read more than it was announced to be
                throw tooLong(expected, origin);
            }
        } else if (!checked) {
            checked = true;
            check(expected, size, Digest.of(digesting.getMessageDigest()), origin);
        }
    }

    static OciException tooLong(Descriptor expected, String origin) {
        return new OciException("blob " + expected.digest() + " in " + origin + " has more than the " + expected.size()
                + " bytes it should have: it is damaged; copy the image again");
    }

    static void check(Descriptor expected, long size, Digest found, String origin) throws OciException {
        if (size != expected.size()) {
            throw new OciException("blob " + expected.digest() + " in " + origin + " has " + size + " bytes and not "
                    + expected.size() + ": it is truncated or damaged; copy the image again");
        }
        if (!found.equals(expected.digest())) {
            throw new OciException("blob " + expected.digest() + " in " + origin
                    + " is damaged: its content has the digest " + found + "; copy the image again");
        }
    }
}
