package io.github.tcib.storage;

import io.github.tcib.oci.Digest;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A layer of a store: its files, unpacked, and what of its tar file is not in them (vbatts/tar-split: JSON, gzipped; entries of
 * type 2 are bytes, entries of type 1 are the content of a file).
 *
 * @param diffId digest of the tar file
 * @param size of the tar file in bytes
 * @param split the file with the bytes between the files
 * @param files the directory of its own files, if the store keeps them apart
 */
public record StorageLayer(Digest diffId, long size, Path split, Optional<Path> files) {

    private static final int FILE = 1;
    private static final int SEGMENT = 2;
    private static final int BUFFER = 1 << 16;

    /** Writes the layer's tar file; whether it is the right one is for the caller to see by its digest. */
    public void writeTo(OutputStream out) throws IOException {
        if (files.isEmpty()) {
            throw new IOException("this store does not keep the files of layer " + diffId + " apart");
        }
        String directory = files.get().toString();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in =
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(split), BUFFER), BUFFER)) {
            SplitEntries entries = new SplitEntries(in);
            for (Optional<SplitEntries.Entry> next = entries.read(); next.isPresent(); next = entries.read()) {
                SplitEntries.Entry entry = next.get();
                if (entry.type() == SEGMENT) {
                    out.write(entry.payload().array(), 0, entry.payload().remaining());
                } else if (entry.type() == FILE && entry.size() > 0) {
                    writeFile(directory, entry.name(), entry.size(), out, buffer);
                }
            }
        }
    }

    private static void writeFile(String directory, String name, long length, OutputStream out, byte[] buffer)
            throws IOException {
        if (("/" + name + "/").contains("/../")) {
            throw new IOException("'" + name + "' is not below the layer's directory");
        }
        File file = new File(directory, name);
        // of a pipe nothing would ever come
        if (!file.isFile()) {
            throw new IOException("'" + name + "' is no longer a file");
        }
        long left = length;
        // A layer has thousands of small files: this is the way to them with the least code.
        try (InputStream in = new FileInputStream(file)) {
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException("'" + name + "' is shorter than the layer says");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }
}
