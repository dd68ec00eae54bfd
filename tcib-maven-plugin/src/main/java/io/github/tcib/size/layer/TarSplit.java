package io.github.tcib.size.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.OciException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Puts a layer's tar file together again from the files of an unpacked layer and what the tar file had beside them
 * (github.com/vbatts/tar-split: one JSON object a line, type 1 a file, type 2 a piece of the tar file as it was). Whether it
 * is the same tar file again, the digest tells whoever reads it.
 */
final class TarSplit extends InputStream {

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_LINE = 64 << 20;
    private static final int FILE = 1;
    private static final int SEGMENT = 2;

    private final Path directory;
    private final BufferedReader lines;
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
            Optional<String> line = readLine();
            if (line.isEmpty()) {
                return -1;
            }
            next(line.get());
        }
        int count = part.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw damaged();
        }
        left -= count;
        return count;
    }

    /** Never more of a line than one can have, unlike the reader's own. */
    private Optional<String> readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = lines.read(); next >= 0; next = lines.read()) {
            if (next == '\n') {
                return Optional.of(line.toString());
            }
            if (line.length() == LONGEST_LINE) {
                throw damaged();
            }
            line.append((char) next);
        }
        return line.length() == 0 ? Optional.empty() : Optional.of(line.toString());
    }

    private void next(String line) throws IOException {
        JsonNode entry;
        try {
            entry = JsonText.read(line);
        } catch (JsonProcessingException e) {
            throw damaged();
        }
        switch (entry.path("type").asInt()) {
            case SEGMENT -> {
                byte[] bytes = decoded(entry.path("payload"));
                part = new ByteArrayInputStream(bytes);
                left = bytes.length;
            }
            case FILE -> {
                left = entry.path("size").asLong(0);
                if (left < 0) {
                    throw damaged();
                }
                if (left > 0) {
                    Path file = fileOf(entry);
                    // of a pipe nothing would ever come
                    if (!Files.isRegularFile(file)) {
                        throw damaged();
                    }
                    part = Files.newInputStream(file);
                }
            }
            default -> throw damaged();
        }
    }

    private static byte[] decoded(JsonNode base64) throws OciException {
        try {
            return Base64.getDecoder().decode(base64.asText());
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    /** No user sees why: what is not as expected here is asked of buildah. */
    static OciException damaged() {
        return new OciException("what a store keeps of a layer is not as expected");
    }

    private Path fileOf(JsonNode entry) throws OciException {
        String name = entry.hasNonNull("name_raw")
                ? new String(decoded(entry.path("name_raw")), UTF_8)
                : entry.path("name").asText();
        try {
            Path file = directory.resolve("./" + name).normalize();
            if (!file.startsWith(directory)) {
                throw damaged();
            }
            return file;
        } catch (InvalidPathException e) {
            // this Java cannot spell it
            throw damaged();
        }
    }

    @Override
    public void close() throws IOException {
        part.close();
        lines.close();
    }
}
