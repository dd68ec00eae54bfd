package io.github.tcib.rpm;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is in a package file (rpm.org, "RPM V4 package format"): a lead nobody reads any more, the signature header, padded to eight bytes,
 * the main header, and the payload.
 */
public final class PackageFile {

    private static final int LEAD = 96;
    private static final int LEAD_MAGIC = 0xedabeedb;
    private static final int HEADER_MAGIC = 0x8eade801;
    /** Magic, reserved bytes and the two counts. */
    private static final int INTRODUCTION = 16;

    private static final int ENTRY = 16;

    private final Path file;
    private final RpmHeader signatures;
    private final byte[] headerBytes;
    private final RpmHeader header;
    private final long headerStart;

    private PackageFile(Path file, RpmHeader signatures, byte[] headerBytes, long headerStart) throws RpmException {
        this.file = file;
        this.signatures = signatures;
        this.headerBytes = headerBytes;
        this.header = RpmHeader.parse(withoutMagic(headerBytes));
        this.headerStart = headerStart;
    }

    /**
     * Reads the headers of a package file.
     *
     * @throws RpmException when it is no package, or cut off before its payload
     */
    public static PackageFile read(Path file) throws IOException, RpmException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (!isLead(in.readNBytes(LEAD))) {
                throw new RpmException("it is no RPM package");
            }
            byte[] signatures = readHeader(in);
            int padding = -signatures.length & 7;
            in.skipNBytes(padding);
            byte[] header = readHeader(in);
            return new PackageFile(
                    file, RpmHeader.parse(withoutMagic(signatures)), header, (long) LEAD + signatures.length + padding);
        } catch (EOFException e) {
            throw new RpmException("it is cut off", e);
        }
    }

    /** Reads whether a file begins as package files do. */
    static boolean isOne(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isLead(in.readNBytes(LEAD));
        }
    }

    private static boolean isLead(byte[] lead) {
        return lead.length == LEAD && ByteBuffer.wrap(lead).getInt() == LEAD_MAGIC;
    }

    private static byte[] readHeader(DataInputStream in) throws IOException, RpmException {
        byte[] introduction = new byte[INTRODUCTION];
        in.readFully(introduction);
        ByteBuffer numbers = ByteBuffer.wrap(introduction);
        if (numbers.getInt() != HEADER_MAGIC) {
            throw new RpmException("no header where one has to be");
        }
        numbers.getInt();
        int entries = numbers.getInt();
        int data = numbers.getInt();
        if (entries < 0 || entries > RpmHeader.MOST_ENTRIES || data < 0 || data > RpmHeader.LARGEST_DATA) {
            throw RpmHeader.tooLarge(entries, data);
        }
        int length = entries * ENTRY + data;
        // what is there, and not what is said to be there, takes memory
        byte[] rest = in.readNBytes(length);
        if (rest.length < length) {
            throw new EOFException();
        }
        byte[] header = Arrays.copyOf(introduction, INTRODUCTION + length);
        System.arraycopy(rest, 0, header, INTRODUCTION, length);
        return header;
    }

    private static byte[] withoutMagic(byte[] header) {
        return Arrays.copyOfRange(header, 8, header.length);
    }

    /** Where it was read from. */
    public Path path() {
        return file;
    }

    /** What it says of itself. */
    public RpmHeader header() {
        return header;
    }

    /** Its first header, with signatures and sizes. */
    RpmHeader signatures() {
        return signatures;
    }

    /** The main header as it is signed. */
    byte[] headerBytes() {
        return headerBytes.clone();
    }

    /** Where the main header begins, in bytes from the beginning. */
    public long headerStart() {
        return headerStart;
    }

    /** Where the payload begins, in bytes from the beginning. */
    public long headerEnd() {
        return headerStart + headerBytes.length;
    }

    /** The size of the unpacked payload in bytes, if it says so. */
    public OptionalLong archiveBytes() throws RpmException {
        OptionalLong size = signatures.number(RpmTag.SIGNATURE_LONG_ARCHIVE_SIZE);
        return size.isPresent() ? size : signatures.number(RpmTag.SIGNATURE_PAYLOAD_SIZE);
    }

    /** The size of its files once installed, in bytes. */
    public long installedBytes() throws RpmException {
        OptionalLong size = header.number(RpmTag.LONG_SIZE);
        return size.isPresent() ? size.getAsLong() : header.number(RpmTag.SIZE).orElse(0);
    }

    /** What it provides or refers to, of one kind, in its order. */
    public List<Dependency> dependencies(Dependency.Kind kind) throws RpmException {
        return Dependency.in(header, kind);
    }

    /** Its files and directories, in its order. */
    public List<PackagedFile> files() throws RpmException {
        List<String> paths = header.paths();
        long[] modes = header.numbers(RpmTag.FILE_MODES);
        long[] flags = header.numbers(RpmTag.FILE_FLAGS);
        if (modes.length != paths.size() || flags.length != paths.size()) {
            throw new RpmException("it does not say the same of all its files");
        }
        List<PackagedFile> files = new ArrayList<>();
        for (int i = 0; i < modes.length; i++) {
            files.add(new PackagedFile(paths.get(i), (int) modes[i], (int) flags[i]));
        }
        return files;
    }

    /** Reads the payload, still compressed. */
    InputStream openPayload() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.skipNBytes(headerEnd());
        return in;
    }
}
