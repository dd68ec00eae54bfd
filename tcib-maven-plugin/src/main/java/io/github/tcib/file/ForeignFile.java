package io.github.tcib.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that others may have written, and so may be larger than anyone needs. */
public final class ForeignFile {

    private static final int LARGEST = 64 << 20;

    private ForeignFile() {}

    /**
     * Reads a whole file.
     *
     * @throws IOException when it has more than 64 MiB, or cannot be read
     */
    public static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new IOException("'" + file + "' is too large: at most " + LARGEST + " bytes of it are read");
            }
            return content;
        }
    }
}
