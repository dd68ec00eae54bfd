package io.github.tcib.oci;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

/** Digests what is read and also what is skipped, which the JDK's stream leaves out. */
final class DigestingInputStream extends DigestInputStream {

    private static final int BUFFER = 1 << 16;

    DigestingInputStream(InputStream in) {
        super(in, Digest.sha256());
    }

    @Override
    public long skip(long count) throws IOException {
        if (count <= 0) {
            return 0;
        }
        int length = (int) Math.min(count, BUFFER);
        return readNBytes(new byte[length], 0, length);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The digest of everything that has passed. */
    Digest digest() {
        return Digest.of(getMessageDigest());
    }
}
