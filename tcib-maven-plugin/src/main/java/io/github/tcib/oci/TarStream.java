package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * The records of a tar file. Headers are the library's; content is passed on in large pieces, where the library's stream cuts
 * everything into records of 512 bytes.
 */
final class TarStream {

    private static final int BUFFER = 1 << 16;
    private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;
    private static final byte[] ZEROS = new byte[2 * RECORD];

    private final OutputStream out;
    private final ZipEncoding encoding = ZipEncodingHelper.getZipEncoding(UTF_8.name());
    private final byte[] header = new byte[RECORD];
    private final byte[] buffer = new byte[BUFFER];

    TarStream(OutputStream out) {
        this.out = new BufferedOutputStream(out, 2 * BUFFER);
    }

    /** Writes an entry without content. */
    void write(TarArchiveEntry entry) throws IOException {
        entry.writeEntryHeader(header, encoding, true);
        out.write(header);
    }

    /** Writes an entry with content. */
    void write(TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        write(entry);
        out.write(content);
        pad(content.length);
    }

    /**
     * Writes an entry of a size that was read before, with content that is read now.
     *
     * @return how many bytes there are to be read; if it is more than the size, that there are more, and nothing is written of
     *     what is too much
     */
    long write(TarArchiveEntry entry, InputStream content) throws IOException {
        long expected = entry.getSize();
        write(entry);
        long copied = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            if (copied + count > expected) {
                return expected + 1;
            }
            out.write(buffer, 0, count);
            copied += count;
        }
        pad(copied);
        return copied;
    }

    /** Writes the end of the file and flushes; the stream below stays open. */
    void finish() throws IOException {
        out.write(ZEROS);
        out.flush();
    }

    private void pad(long length) throws IOException {
        int past = (int) (length % RECORD);
        if (past > 0) {
            out.write(ZEROS, 0, RECORD - past);
        }
    }
}
