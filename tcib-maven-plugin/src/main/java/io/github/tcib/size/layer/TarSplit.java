package io.github.tcib.size.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.oci.OciException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/**
 * Puts a layer's tar file together again from the files of an unpacked layer and what the tar file had beside them
 * (github.com/vbatts/tar-split: one JSON object a line, type 1 a file, type 2 a piece of the tar file as it was). Whether it
 * is the same tar file again, the digest tells whoever reads it.
 */
final class TarSplit extends InputStream {

    private static final int BUFFER = 1 << 16;
    private static final int FILE = 1;
    private static final int SEGMENT = 2;

    private final Path directory;
    private final BufferedReader lines;
    private final JsonMapper json = new JsonMapper();
    private InputStream part = InputStream.nullInputStream();
    private long left;

    /**
     * @param record the record of what the tar file had beside contents, packed by gzip
     * @param directory the files of the layer
     */
    TarSplit(Path record, Path directory) throws IOException {
        this.directory = directory;
        this.lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(record), BUFFER), UTF_8), BUFFER);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (left == 0) {
            part.close();
            part = InputStream.nullInputStream();
            String line = lines.readLine();
            if (line == null) {
                return -1;
            }
            next(line);
        }
        int count = part.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("a file in " + directory + " is shorter than when the layer was stored");
        }
        left -= count;
        return count;
    }

    private void next(String line) throws IOException {
        JsonNode entry;
        try {
            entry = json.readTree(line);
        } catch (JsonProcessingException e) {
            throw new OciException("the record of a stored layer is not JSON: " + e.getOriginalMessage(), e);
        }
        switch (entry.path("type").asInt()) {
            case SEGMENT -> {
                byte[] bytes = entry.path("payload").binaryValue();
                part = new ByteArrayInputStream(bytes);
                left = bytes.length;
            }
            case FILE -> {
                left = entry.path("size").asLong(0);
                if (left > 0) {
                    part = Files.newInputStream(fileOf(entry));
                }
            }
            default -> throw new OciException("the record of a stored layer has an entry of another kind");
        }
    }

    private Path fileOf(JsonNode entry) throws OciException {
        String name = entry.hasNonNull("name_raw")
                ? new String(Base64.getDecoder().decode(entry.path("name_raw").asText()), UTF_8)
                : entry.path("name").asText();
        try {
            Path file = directory.resolve("./" + name).normalize();
            if (!file.startsWith(directory)) {
                throw new OciException("the record of a stored layer names a file outside of it");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new OciException("this Java cannot spell the file name '" + name + "'; set LC_ALL=C.UTF-8", e);
        }
    }

    @Override
    public void close() throws IOException {
        part.close();
        lines.close();
    }
}
