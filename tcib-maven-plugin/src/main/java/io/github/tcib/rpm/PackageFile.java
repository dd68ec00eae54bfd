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
    private static final int MOST_ENTRIES = 0xffff;
    private static final int LARGEST_DATA = 0x0fffffff;

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
        if (entries < 0 || entries > MOST_ENTRIES || data < 0 || data > LARGEST_DATA) {
            throw new RpmException("a package header of " + entries + " entries and " + data + " bytes");
        }
        byte[] header = new byte[INTRODUCTION + entries * ENTRY + data];
        System.arraycopy(introduction, 0, header, 0, INTRODUCTION);
        in.readFully(header, INTRODUCTION, header.length - INTRODUCTION);
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
        List<String> baseNames = header.texts(RpmTag.BASE_NAMES);
        List<String> directories = header.texts(RpmTag.DIR_NAMES);
        long[] indexes = header.numbers(RpmTag.DIR_INDEXES);
        long[] modes = header.numbers(RpmTag.FILE_MODES);
        long[] flags = header.numbers(RpmTag.FILE_FLAGS);
        if (indexes.length != baseNames.size() || modes.length != indexes.length || flags.length != indexes.length) {
            throw new RpmException("it does not say the same of all its files");
        }
        List<PackagedFile> files = new ArrayList<>();
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] >= directories.size()) {
                throw new RpmException("it has a file in a directory it does not name");
            }
            files.add(new PackagedFile(
                    directories.get((int) indexes[i]) + baseNames.get(i), (int) modes[i], (int) flags[i]));
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
