package io.github.tcib.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The header of a package (rpm.org, "RPM V4 package format", header structure): two big-endian counts, an index of 16-byte
 * entries (tag, type, offset, count), and the data the offsets point into. What stands before these in a package file, magic
 * and reserved bytes, is not in the database.
 */
public final class RpmHeader {

    private static final int ENTRY = 16;
    /** RPM's own limits. */
    static final int MOST_ENTRIES = 0x0000ffff;

    /** RPM itself takes four times as much; the largest packages there are have a quarter of it. */
    static final int LARGEST_DATA = 64 << 20;
    /** Of a list, such as the files of a package. */
    private static final int MOST_ITEMS = 1 << 20;
    /** PATH_MAX of Linux. */
    private static final int LONGEST_PATH = 4096;
    /** Of all files of a package, in characters: directories are named once in a header, and once a file here. */
    private static final long MOST_PATHS = 256L << 20;

    private static final int TYPE_CHAR = 1;
    private static final int TYPE_INT8 = 2;
    private static final int TYPE_INT16 = 3;
    private static final int TYPE_INT32 = 4;
    private static final int TYPE_INT64 = 5;
    private static final int TYPE_STRING = 6;
    private static final int TYPE_BINARY = 7;
    private static final int TYPE_STRING_ARRAY = 8;
    private static final int TYPE_I18N = 9;

    private final Map<Integer, Entry> entries;
    private final ByteBuffer data;

    private record Entry(int type, int offset, int count) {}

    private RpmHeader(Map<Integer, Entry> entries, ByteBuffer data) {
        this.entries = entries;
        this.data = data;
    }

    /** @throws RpmException when the bytes are no header */
    static RpmHeader parse(byte[] blob) throws RpmException {
        if (blob.length < 8) {
            throw new RpmException("a package header of " + blob.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        int count = buffer.getInt();
        int length = buffer.getInt();
        if (count < 0 || count > MOST_ENTRIES || length < 0 || length > LARGEST_DATA) {
            throw tooLarge(count, length);
        }
        if (8 + (long) count * ENTRY + length > blob.length) {
            throw new RpmException("a package header that is cut off");
        }
        Map<Integer, Entry> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int tag = buffer.getInt();
            entries.put(tag, new Entry(buffer.getInt(), buffer.getInt(), buffer.getInt()));
        }
        return new RpmHeader(entries, buffer.slice(buffer.position(), length));
    }

    /** The text of a tag, or the empty text; of several, as in translations, the first. */
    public String text(int tag) throws RpmException {
        List<String> texts = texts(tag);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** All texts of a tag; empty when the header lacks it. */
    public List<String> texts(int tag) throws RpmException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return List.of();
        }
        if (entry.type != TYPE_STRING && entry.type != TYPE_STRING_ARRAY && entry.type != TYPE_I18N) {
            throw damaged(tag, "is no text");
        }
        int count = entry.type == TYPE_STRING ? 1 : entry.count;
        check(tag, count);
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
    public long[] numbers(int tag) throws RpmException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        int width = switch (entry.type) {
            case TYPE_CHAR, TYPE_INT8 -> 1;
            case TYPE_INT16 -> Short.BYTES;
            case TYPE_INT32 -> Integer.BYTES;
            case TYPE_INT64 -> Long.BYTES;
            default -> throw damaged(tag, "is no number");
        };
        if (entry.offset < 0 || entry.count < 0 || entry.offset + (long) entry.count * width > data.limit()) {
            throw damaged(tag, "is cut off");
        }
        check(tag, entry.count);
        long[] numbers = new long[entry.count];
        for (int i = 0; i < numbers.length; i++) {
            int offset = entry.offset + i * width;
            numbers[i] = switch (width) {
                case 1 -> data.get(offset) & 0xffL;
                case Short.BYTES -> Short.toUnsignedLong(data.getShort(offset));
                case Integer.BYTES -> Integer.toUnsignedLong(data.getInt(offset));
                default -> data.getLong(offset);
            };
            if (numbers[i] < 0) {
                throw damaged(tag, "is too large a number");
            }
        }
        return numbers;
    }

    /** The first number of a tag; empty when the header lacks it. */
    public OptionalLong number(int tag) throws RpmException {
        long[] numbers = numbers(tag);
        return numbers.length == 0 ? OptionalLong.empty() : OptionalLong.of(numbers[0]);
    }

    /** The bytes of a tag; empty when the header lacks it. */
    Optional<byte[]> bytes(int tag) throws RpmException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.type != TYPE_BINARY) {
            throw damaged(tag, "is no binary");
        }
        if (entry.offset < 0 || entry.count < 0 || entry.offset + (long) entry.count > data.limit()) {
            throw damaged(tag, "is cut off");
        }
        byte[] bytes = new byte[entry.count];
        data.get(entry.offset, bytes);
        return Optional.of(bytes);
    }

    /** The files and directories of the package, in its order. */
    List<String> paths() throws RpmException {
        List<String> baseNames = texts(RpmTag.BASE_NAMES);
        List<String> directories = texts(RpmTag.DIR_NAMES);
        long[] indexes = numbers(RpmTag.DIR_INDEXES);
        if (indexes.length != baseNames.size()) {
            throw new RpmException(
                    "a package with " + baseNames.size() + " file names and " + indexes.length + " places for them");
        }
        List<String> paths = new ArrayList<>();
        long length = 0;
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] >= directories.size()) {
                throw new RpmException("a package with a file in a directory it does not name");
            }
            String directory = directories.get((int) indexes[i]);
            String name = baseNames.get(i);
            length += directory.length() + name.length();
            if (directory.length() + name.length() > LONGEST_PATH || length > MOST_PATHS) {
                throw new RpmException("a package with names of files that are too long: at most " + LONGEST_PATH
                        + " characters a file and " + MOST_PATHS + " in all are read");
            }
            paths.add(directory + name);
        }
        return paths;
    }

    /** Whether the header has a tag at all. */
    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    static RpmException tooLarge(int entries, int bytes) {
        return new RpmException("a package header of " + entries + " entries and " + bytes + " bytes; at most "
                + MOST_ENTRIES + " and " + LARGEST_DATA + " are read");
    }

    private byte at(int tag, int offset) throws RpmException {
        if (offset < 0 || offset >= data.limit()) {
            throw damaged(tag, "is cut off");
        }
        return data.get(offset);
    }

    private static void check(int tag, int count) throws RpmException {
        if (count > MOST_ITEMS) {
            throw damaged(tag, "has " + count + " items; at most " + MOST_ITEMS + " are read");
        }
    }

    private static RpmException damaged(int tag, String what) {
        return new RpmException("a package header whose tag " + tag + " " + what);
    }
}
