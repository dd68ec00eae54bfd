package io.github.tcib.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tcib.oci.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
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
    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the layer's tar file; whether it is the right one is for the caller to see by its digest. */
    public void writeTo(OutputStream out) throws IOException {
        if (files.isEmpty()) {
            throw new IOException("this store does not keep the files of layer " + diffId + " apart");
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream in =
                        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(split), BUFFER), BUFFER);
                JsonParser entries = JSON.createParser(in)) {
            while (entries.nextToken() != null) {
                writeEntry(entries, out, buffer);
            }
        }
    }

    private void writeEntry(JsonParser json, OutputStream out, byte[] buffer) throws IOException {
        int type = 0;
        long length = 0;
        String name = "";
        String payload = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "type" -> type = json.getIntValue();
                case "size" -> length = json.getLongValue();
                case "name" -> name = json.getText();
                case "name_raw" ->
                    name = new String(Base64.getDecoder().decode(json.getText()), StandardCharsets.UTF_8);
                case "payload" -> payload = json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
                default -> json.skipChildren();
            }
        }
        if (type == SEGMENT) {
            out.write(Base64.getDecoder().decode(payload));
        } else if (type == FILE && length > 0) {
            writeFile(files.orElseThrow(), name, length, out, buffer);
        }
    }

    private static void writeFile(Path files, String name, long length, OutputStream out, byte[] buffer)
            throws IOException {
        Path file =
                files.resolve(name.startsWith("/") ? name.substring(1) : name).normalize();
        if (!file.startsWith(files)) {
            throw new IOException("'" + name + "' is not below the layer's directory");
        }
        long left = length;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException("'" + file + "' is shorter than the layer says");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }
}
