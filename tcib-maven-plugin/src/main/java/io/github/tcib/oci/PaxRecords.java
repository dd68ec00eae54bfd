package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of a pax extended header (POSIX.1-2001): {@code length key=value} and a line feed. Values stay bytes, since an
 * extended attribute such as {@code security.capability} is not text.
 */
final class PaxRecords {

    static final String XATTR = "SCHILY.xattr.";

    private final SortedMap<String, byte[]> records = new TreeMap<>();

    static PaxRecords parse(byte[] header) throws OciException {
        PaxRecords parsed = new PaxRecords();
        int position = 0;
        while (position < header.length && header[position] != 0) {
            int blank = indexOf(header, ' ', position);
            int length = blank < 0 ? -1 : number(header, position, blank);
            int end = position + length;
            int equals = blank < 0 ? -1 : indexOf(header, '=', blank);
            if (length <= 0 || end > header.length || equals < 0 || equals >= end || header[end - 1] != '\n') {
                throw new OciException("the tar file has a damaged pax header");
            }
            parsed.put(
                    new String(header, blank + 1, equals - blank - 1, UTF_8),
                    Arrays.copyOfRange(header, equals + 1, end - 1));
            position = end;
        }
        return parsed;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    void put(String key, String value) {
        put(key, value.getBytes(UTF_8));
    }

    void put(String key, byte[] value) {
        records.put(key, value);
    }

    boolean hasSparseFile() {
        return records.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
    }

    /** The text of a record, or the other value; an empty record means that there is none. */
    String text(String key, String otherwise) {
        byte[] value = records.get(key);
        return value == null || value.length == 0 ? otherwise : new String(value, UTF_8);
    }

    long number(String key, long otherwise) throws OciException {
        String text = text(key, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
            throw new OciException("the tar file has a damaged pax header: " + key + " is negative");
        } catch (NumberFormatException e) {
            throw new OciException("the tar file has a damaged pax header: " + key + "=" + text, e);
        }
    }

    /** How many bytes its keys and values have. */
    long length() {
        return records.entrySet().stream()
                .mapToLong(pax -> pax.getKey().length() + pax.getValue().length)
                .sum();
    }

    SortedMap<String, byte[]> xattrs() {
        SortedMap<String, byte[]> xattrs = new TreeMap<>();
        records.forEach((key, value) -> {
            if (key.startsWith(XATTR)) {
                xattrs.put(key.substring(XATTR.length()), value);
            }
        });
        return xattrs;
    }

    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> pax : records.entrySet()) {
            byte[] key = pax.getKey().getBytes(UTF_8);
            int content = key.length + pax.getValue().length + 3;
            int length = content + Integer.toString(content).length();
            length = content + Integer.toString(length).length();
            out.writeBytes((length + " ").getBytes(UTF_8));
            out.writeBytes(key);
            out.write('=');
            out.writeBytes(pax.getValue());
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int number(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || value > bytes.length) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }
}
