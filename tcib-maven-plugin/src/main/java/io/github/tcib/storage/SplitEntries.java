package io.github.tcib.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The entries of a tar-split file: a JSON object a line. There is one for every header of a layer, always written by the same
 * program, so lines that look as usual are taken apart here; a JSON parser, for all others, spends most of its time on getting
 * fast.
 */
final class SplitEntries {

    private static final byte[] TYPE = bytes("type");
    private static final byte[] SIZE = bytes("size");
    private static final byte[] NAME = bytes("name");
    private static final byte[] PAYLOAD = bytes("payload");
    private static final byte[] POSITION = bytes("position");
    private static final byte[] NULL = bytes("null");
    private static final int BUFFER = 1 << 16;
    /** Lines hold names, extended attributes, and the bytes between two files. */
    private static final int LONGEST_LINE = 64 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private int at;

    SplitEntries(InputStream in) {
        this.in = in;
    }

    /**
     * An entry.
     *
     * @param type 1 for the content of a file, 2 for bytes of the tar file itself
     * @param size of the content
     * @param name of the file; empty for bytes
     * @param payload the bytes, in an array of their own; for a file, a checksum
     */
    record Entry(int type, long size, String name, ByteBuffer payload) {}

    /** Reads the next entry; nothing at the end. */
    Optional<Entry> read() throws IOException {
        int newline = readLine();
        if (newline == start) {
            return Optional.empty();
        }
        Entry entry;
        try {
            Optional<Entry> usual = usual(newline);
            entry = usual.isPresent() ? usual.get() : unusual(newline);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new OciException("the record of a stored layer is damaged: it has a line that is not JSON", e);
        }
        if (entry.size() < 0) {
            throw new OciException("the record of a stored layer is damaged: it has a file of less than no bytes");
        }
        start = Math.min(newline + 1, end);
        return Optional.of(entry);
    }

    /** Where the line that begins at the start ends. */
    private int readLine() throws IOException {
        int scanned = start;
        while (true) {
            while (scanned < end) {
                if (buffer[scanned] == '\n') {
                    return scanned;
                }
                scanned++;
            }
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                scanned -= start;
                end -= start;
                start = 0;
            } else if (end == LONGEST_LINE) {
                throw new OciException("the record of a stored layer has a line of more than " + LONGEST_LINE
                        + " bytes, which is the limit");
            } else if (end == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                return end;
            }
            end += count;
        }
    }

    /** Without blanks, escapes and fields that are not known. */
    private Optional<Entry> usual(int lineEnd) {
        int type = 0;
        long size = 0;
        String name = "";
        ByteBuffer payload = ByteBuffer.allocate(0);
        at = start;
        if (buffer[at] != '{' || buffer[lineEnd - 1] != '}') {
            return Optional.empty();
        }
        while (buffer[at] != '}') {
            at++;
            int key = at + 1;
            int keyEnd = stringEnd(lineEnd);
            if (keyEnd < 0 || keyEnd + 1 >= lineEnd || buffer[keyEnd + 1] != ':') {
                return Optional.empty();
            }
            at = keyEnd + 2;
            if (is(TYPE, key, keyEnd)) {
                type = (int) number(lineEnd);
            } else if (is(SIZE, key, keyEnd)) {
                size = number(lineEnd);
            } else if (is(POSITION, key, keyEnd)) {
                number(lineEnd);
            } else if (is(PAYLOAD, key, keyEnd) && is(NULL, at, Math.min(at + NULL.length, lineEnd))) {
                at += NULL.length;
            } else {
                int from = at + 1;
                int to = stringEnd(lineEnd);
                if (to < 0) {
                    return Optional.empty();
                }
                if (is(NAME, key, keyEnd)) {
                    name = new String(buffer, from, to - from, UTF_8);
                } else if (is(PAYLOAD, key, keyEnd)) {
                    payload = Base64.getDecoder().decode(ByteBuffer.wrap(buffer, from, to - from));
                } else {
                    return Optional.empty();
                }
                at = to + 1;
            }
            if (at >= lineEnd || (buffer[at] != ',' && at != lineEnd - 1)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Entry(type, size, name, payload));
    }

    /** Where the string that begins here ends; negative when there is none, or one with escapes. */
    private int stringEnd(int lineEnd) {
        if (buffer[at] != '"') {
            return -1;
        }
        for (int i = at + 1; i < lineEnd; i++) {
            byte one = buffer[i];
            if (one == '"') {
                return i;
            }
            if (one == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private long number(int lineEnd) {
        long number = 0;
        while (at < lineEnd && buffer[at] >= '0' && buffer[at] <= '9') {
            number = 10 * number + buffer[at++] - '0';
        }
        return number;
    }

    private boolean is(byte[] word, int from, int to) {
        return Arrays.equals(word, 0, word.length, buffer, from, to);
    }

    private Entry unusual(int lineEnd) throws IOException {
        JsonNode json = JsonText.read(Arrays.copyOfRange(buffer, start, lineEnd));
        byte[] raw = json.path("name_raw").binaryValue();
        byte[] payload = json.path("payload").isTextual() ? json.path("payload").binaryValue() : new byte[0];
        return new Entry(
                json.path("type").asInt(),
                json.path("size").asLong(),
                raw == null ? json.path("name").asText("") : new String(raw, UTF_8),
                ByteBuffer.wrap(payload));
    }

    private static byte[] bytes(String word) {
        return word.getBytes(UTF_8);
    }
}
