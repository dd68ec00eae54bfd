package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads tar files: ustar, pax and GNU, as container tools and GNU tar write them. The library's reader decodes pax values as
 * text and so breaks binary extended attributes; this one keeps their bytes.
 */
public final class TarReader implements Closeable {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int CHECKSUM_OFFSET = 148;
    private static final int CHECKSUM_LENGTH = 8;
    /** Longer pax headers and GNU names are damage or an attack; the tools of containers write none either. */
    private static final int LONGEST_HEADER = 1 << 20;
    /** PATH_MAX of Linux. */
    private static final int LONGEST_NAME = 4096;
    /** What reads a tar file keeps its names: these two bound the memory for them. */
    private static final int MOST_ENTRIES = 2_000_000;

    private static final long MOST_NAMES = 512L << 20;

    private final InputStream in;
    private final int mostEntries;
    private int entries;
    private long names;
    private long unread;
    private long padding;

    /** Reads an unpacked tar file; closing this closes the stream. */
    public TarReader(InputStream in) {
        this(in, MOST_ENTRIES);
    }

    /** Reads no more entries than a limit. */
    TarReader(InputStream in, int mostEntries) {
        this.in = in;
        this.mostEntries = mostEntries;
    }

    /**
     * Goes to the next entry, past what was not read of the last.
     *
     * @return nothing at the end of the tar file
     * @throws OciException when the file is damaged, has sparse files, or more entries or names than are read
     */
    public Optional<TarEntry> next() throws IOException {
        skipRest();
        PaxRecords pax = new PaxRecords();
        String longName = "";
        String longTarget = "";
        while (true) {
            byte[] header = new byte[BLOCK];
            int length = in.readNBytes(header, 0, BLOCK);
            if (length == 0 || isZero(header, length)) {
                return Optional.empty();
            }
            if (length < BLOCK) {
                throw new EOFException("the tar file ends within a header");
            }
            check(header);
            long size = number(header, 124, 12);
            switch (header[156]) {
                case 'x' -> pax = PaxRecords.parse(readHeaderContent(size));
                case 'g' -> skipFully(padded(size));
                case 'L' -> longName = text(readHeaderContent(size));
                case 'K' -> longTarget = text(readHeaderContent(size));
                default -> {
                    return Optional.of(entry(header, size, pax, longName, longTarget));
                }
            }
        }
    }

    /** The content of the entry that {@link #next} gave last; closing it closes nothing. */
    public InputStream content() {
        return new EntryContent();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private TarEntry entry(byte[] header, long headerSize, PaxRecords pax, String longName, String longTarget)
            throws IOException {
        String name = pax.text("path", longName.isEmpty() ? name(header) : longName);
        if (header[156] == 'S' || pax.hasSparseFile()) {
            throw new OciException(
                    "'" + name + "' is a sparse file in the tar file; pack it again without sparse files");
        }
        TarEntry.Kind kind = kind(header[156], name);
        long size = pax.number("size", headerSize);
        String target = pax.text("linkpath", longTarget.isEmpty() ? text(header, 157, NAME_LENGTH) : longTarget);
        count(name, target, pax);
        if (size > Long.MAX_VALUE - BLOCK) {
            throw new OciException("the tar file has a number that is too large");
        }
        unread = kind == TarEntry.Kind.FILE ? size : 0;
        padding = padded(unread) - unread;
        return new TarEntry(
                withoutTrailingSlashes(name),
                kind,
                new Attributes(
                        (int) number(header, 100, 8) & Attributes.MODE_BITS,
                        pax.number("uid", number(header, 108, 8)),
                        pax.number("gid", number(header, 116, 8)),
                        pax.xattrs()),
                unread,
                target,
                number(header, 329, 8),
                number(header, 337, 8));
    }

    private void count(String name, String target, PaxRecords pax) throws OciException {
        if (name.length() > LONGEST_NAME || target.length() > LONGEST_NAME) {
            throw new OciException("the tar file has a name of more than " + LONGEST_NAME + " characters, '"
                    + name.substring(0, Math.min(name.length(), NAME_LENGTH)) + "…'");
        }
        names += name.length() + target.length() + pax.length();
        if (++entries > mostEntries || names > MOST_NAMES) {
            throw new OciException("the tar file has too much in it: at most " + mostEntries + " entries with "
                    + MOST_NAMES + " bytes of names and attributes are read");
        }
    }

    private static TarEntry.Kind kind(byte type, String name) throws OciException {
        return switch (type) {
            case '0', '7' -> TarEntry.Kind.FILE;
            case 0 -> name.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
            case '1' -> TarEntry.Kind.HARD_LINK;
            case '2' -> TarEntry.Kind.SYMLINK;
            case '3' -> TarEntry.Kind.CHARACTER_DEVICE;
            case '4' -> TarEntry.Kind.BLOCK_DEVICE;
            case '5' -> TarEntry.Kind.DIRECTORY;
            case '6' -> TarEntry.Kind.PIPE;
            default -> throw new OciException("'" + name + "' in the tar file is of the unknown type " + (type & 0xff));
        };
    }

    private static String name(byte[] header) {
        String name = text(header, 0, NAME_LENGTH);
        boolean hasPrefix = text(header, 257, 6).equals("ustar");
        String prefix = hasPrefix ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String withoutTrailingSlashes(String name) {
        int end = name.length();
        while (end > 1 && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(0, end);
    }

    /** A wrong checksum is how one knows that something is no tar file. */
    private static void check(byte[] header) throws OciException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean within = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + CHECKSUM_LENGTH;
            sum += within ? ' ' : header[i] & 0xff;
        }
        if (sum != number(header, CHECKSUM_OFFSET, CHECKSUM_LENGTH)) {
            throw new OciException("not a tar file, or a damaged one: the checksum of a header is wrong");
        }
    }

    /** Octal digits, or a binary number marked by its highest bit (GNU). */
    private static long number(byte[] header, int offset, int length) throws OciException {
        if ((header[offset] & 0x80) != 0) {
            if ((header[offset] & 0x40) != 0) {
                throw new OciException("the tar file has a number that is negative");
            }
            long value = header[offset] & 0x3f;
            for (int i = offset + 1; i < offset + length; i++) {
                if (value > Long.MAX_VALUE >> 8) {
                    throw new OciException("the tar file has a number that is too large");
                }
                value = (value << 8) | (header[i] & 0xff);
            }
            return value;
        }
        String digits = text(header, offset, length).strip();
        if (digits.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new OciException("not a tar file, or a damaged one: '" + digits + "' is no octal number", e);
        }
    }

    private byte[] readHeaderContent(long size) throws IOException {
        if (size > LONGEST_HEADER) {
            throw new OciException("the tar file has an extended header of " + size + " bytes");
        }
        byte[] content = in.readNBytes((int) size);
        if (content.length < size) {
            throw new EOFException("the tar file ends within an extended header");
        }
        skipFully(padded(size) - size);
        return content;
    }

    private void skipRest() throws IOException {
        skipFully(unread + padding);
        unread = 0;
        padding = 0;
    }

    private void skipFully(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw (EOFException) new EOFException("the tar file ends within an entry").initCause(e);
        }
    }

    private static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static boolean isZero(byte[] block, int length) {
        for (int i = 0; i < length; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    private static String text(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, UTF_8);
    }

    private final class EntryContent extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (unread == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, unread));
            if (count < 0) {
                throw new EOFException("the tar file ends within an entry");
            }
            unread -= count;
            return count;
        }
    }
}
