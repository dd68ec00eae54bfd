package io.github.tcib.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a package as RPM's database keeps it (rpm.org, "RPM V4 package format", header structure): two
 * big-endian counts, an index of 16-byte entries (tag, type, offset, count), and the data the offsets point into. What stands
 * before these in a package file, magic and reserved bytes, is not in the database.
 */
final class RpmHeader {

    private static final int ENTRY = 16;
    /** RPM's own limits. */
    private static final int MOST_ENTRIES = 0x0000ffff;

    private static final int LARGEST_DATA = 0x0fffffff;

    private static final int TYPE_CHAR = 1;
    private static final int TYPE_INT8 = 2;
    private static final int TYPE_INT32 = 4;
    private static final int TYPE_INT64 = 5;
    private static final int TYPE_STRING = 6;
    private static final int TYPE_BIN = 7;
    private static final int TYPE_STRING_ARRAY = 8;
    private static final int TYPE_I18N = 9;

    private final Map<Integer, Entry> entries;
    private final ByteBuffer data;

    private record Entry(int type, int offset, int count) {}

    private RpmHeader(Map<Integer, Entry> entries, ByteBuffer data) {
        this.entries = entries;
        this.data = data;
    }

    /** @throws RpmDatabaseException when the bytes are no header */
    static RpmHeader parse(byte[] blob) throws RpmDatabaseException {
        if (blob.length < 8) {
            throw new RpmDatabaseException("a package header of " + blob.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        int count = buffer.getInt();
        int length = buffer.getInt();
        if (count < 0 || count > MOST_ENTRIES || length < 0 || length > LARGEST_DATA) {
            throw new RpmDatabaseException("a package header of " + count + " entries and " + length + " bytes");
        }
        if (8 + (long) count * ENTRY + length > blob.length) {
            throw new RpmDatabaseException("a package header that is cut off");
        }
        Map<Integer, Entry> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int tag = buffer.getInt();
            entries.put(tag, new Entry(buffer.getInt(), buffer.getInt(), buffer.getInt()));
        }
        return new RpmHeader(entries, buffer.slice(buffer.position(), length));
    }

    /** The text of a tag, or the empty text. */
    String text(int tag) throws RpmDatabaseException {
        List<String> texts = texts(tag);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** All texts of a tag; empty when the header lacks it. */
    List<String> texts(int tag) throws RpmDatabaseException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return List.of();
        }
        if (entry.type != TYPE_STRING && entry.type != TYPE_STRING_ARRAY && entry.type != TYPE_I18N) {
            throw damaged(tag, "is no text");
        }
        int count = entry.type == TYPE_STRING ? 1 : entry.count;
        List<String> texts = new ArrayList<>();
        int position = entry.offset;
        for (int i = 0; i < count; i++) {
            int end = position;
            while (at(tag, end) != 0) {
                end++;
            }
            byte[] text = new byte[end - position];
            data.get(position, text);
            texts.add(new String(text, UTF_8));
            position = end + 1;
        }
        return texts;
    }

    /** All numbers of a tag, which RPM takes as unsigned; empty when the header lacks it. */
    long[] numbers(int tag) throws RpmDatabaseException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        int width = switch (entry.type) {
            case TYPE_CHAR, TYPE_INT8 -> 1;
            case TYPE_INT32 -> Integer.BYTES;
            case TYPE_INT64 -> Long.BYTES;
            default -> throw damaged(tag, "is no number");
        };
        if (entry.offset < 0 || entry.count < 0 || entry.offset + (long) entry.count * width > data.limit()) {
            throw damaged(tag, "is cut off");
        }
        long[] numbers = new long[entry.count];
        for (int i = 0; i < numbers.length; i++) {
            int offset = entry.offset + i * width;
            numbers[i] = switch (width) {
                case 1 -> data.get(offset) & 0xffL;
                case Integer.BYTES -> Integer.toUnsignedLong(data.getInt(offset));
                default -> data.getLong(offset);
            };
        }
        return numbers;
    }

    private byte at(int tag, int offset) throws RpmDatabaseException {
        if (offset < 0 || offset >= data.limit()) {
            throw damaged(tag, "is cut off");
        }
        return data.get(offset);
    }

    /** Whether the header has a tag at all. */
    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The bytes of a binary tag; empty when the header lacks it. */
    byte[] bytes(int tag) throws RpmDatabaseException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new byte[0];
        }
        if (entry.type != TYPE_BIN) {
            throw damaged(tag, "is not binary");
        }
        if (entry.offset < 0 || entry.count < 0 || entry.offset + (long) entry.count > data.limit()) {
            throw damaged(tag, "is cut off");
        }
        byte[] bytes = new byte[entry.count];
        data.get(entry.offset, bytes);
        return bytes;
    }

    private static RpmDatabaseException damaged(int tag, String what) {
        return new RpmDatabaseException("a package header whose tag " + tag + " " + what);
    }
}
