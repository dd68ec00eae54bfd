package io.github.tcib.oci;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes no more bytes of a blob than were announced, so that nobody fills the disk with what is wrong anyway. */
final class AnnouncedOutputStream extends FilterOutputStream {

    private final Descriptor announced;
    private final String origin;
    private long left;

    AnnouncedOutputStream(OutputStream out, Descriptor announced, String origin) {
        super(out);
        this.announced = announced;
        this.origin = origin;
        this.left = announced.size();
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        left -= length;
        if (left < 0) {
            throw VerifyingInputStream.tooLong(announced, origin);
        }
        out.write(bytes, offset, length);
    }
}
