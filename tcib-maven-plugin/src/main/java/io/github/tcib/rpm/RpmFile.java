package io.github.tcib.rpm;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A package file.
 *
 * @param file where it is
 * @param name such as {@code openstack-nova-api}
 * @param version epoch, version and release
 * @param architecture such as {@code noarch}; of a source package, that of the machine it was made on
 * @param source whether it is a source package
 * @param signed whether it has an OpenPGP signature, whoever made it
 */
public record RpmFile(Path file, String name, RpmVersion version, String architecture, boolean source, boolean signed) {

    // rpm.org, "RPM V4 package format" and "RPM tags"
    private static final int LEAD_BYTES = 96;
    private static final int LEAD_MAGIC = 0xedabeedb;
    private static final int HEADER_MAGIC = 0x8eade801;
    private static final int INTRO_BYTES = 16;
    private static final int ENTRY_BYTES = 16;
    private static final int ALIGNMENT = 8;
    private static final int LARGEST_HEADER = 0x0fffffff;

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int ARCH = 1022;
    private static final int SOURCE_RPM = 1044;
    private static final int PAYLOAD_DIGEST = 5092;
    private static final int PAYLOAD_DIGEST_ALGORITHM = 5093;

    /** Algorithms by their numbers in OpenPGP (RFC 4880, 9.4). */
    private static final int SHA256_ALGORITHM = 8;

    private static final int SIGNATURE_SHA1 = 269;
    private static final int SIGNATURE_SHA256 = 273;
    private static final int SIGNATURE_MD5 = 1004;
    /** DSA, RSA, OpenPGP; and those over header and payload of RPM 3: PGP, GPG. */
    private static final List<Integer> SIGNATURES = List.of(267, 268, 278, 1002, 1005);

    /**
     * Reads a package file and compares it with its own digests.
     *
     * @throws RpmFileException when it is no package, is cut off or damaged
     * @throws IOException when it cannot be read
     */
    public static RpmFile read(Path file) throws IOException, RpmFileException {
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            byte[] lead = in.readNBytes(LEAD_BYTES);
            if (lead.length < LEAD_BYTES || ByteBuffer.wrap(lead).getInt() != LEAD_MAGIC) {
                throw new RpmFileException(file + " is no RPM package");
            }
            byte[] signatureBytes = readHeader(in);
            RpmHeader signature = headerOf(signatureBytes);
            in.skipNBytes((ALIGNMENT - signatureBytes.length % ALIGNMENT) % ALIGNMENT);
            byte[] headerBytes = readHeader(in);
            RpmHeader header = headerOf(headerBytes);
            checkHeader(signature, headerBytes);
            checkPayload(signature, headerBytes, header, in);
            return of(file, signature, header);
        } catch (EOFException e) {
            throw new RpmFileException(file + " is corrupt: it is cut off");
        } catch (RpmDatabaseException e) {
            throw new RpmFileException(file + " is corrupt: " + e.getMessage());
        }
    }

    private static RpmFile of(Path file, RpmHeader signature, RpmHeader header)
            throws RpmDatabaseException, RpmFileException {
        String name = header.text(NAME);
        if (name.isEmpty()) {
            throw new RpmFileException(file + " is corrupt: a package without a name");
        }
        long[] epoch = header.numbers(EPOCH);
        return new RpmFile(
                file,
                name,
                new RpmVersion(epoch.length > 0 ? epoch[0] : 0, header.text(VERSION), header.text(RELEASE)),
                header.text(ARCH),
                !header.has(SOURCE_RPM),
                SIGNATURES.stream().anyMatch(signature::has));
    }

    /** Name, version and architecture, as {@code rpm -qa} writes them. */
    public String label() {
        return name + "-" + version + "." + architecture;
    }

    /** The name of the file alone. */
    public String fileName() {
        return String.valueOf(file.getFileName());
    }

    /** Reads a header with its magic: index and data. */
    private static byte[] readHeader(InputStream in) throws IOException, RpmDatabaseException {
        byte[] intro = in.readNBytes(INTRO_BYTES);
        if (intro.length < INTRO_BYTES) {
            throw new EOFException();
        }
        ByteBuffer numbers = ByteBuffer.wrap(intro);
        if (numbers.getInt() != HEADER_MAGIC) {
            throw new RpmDatabaseException("no header where one has to be");
        }
        long length = numbers.getInt(ALIGNMENT) * (long) ENTRY_BYTES + numbers.getInt(ALIGNMENT + Integer.BYTES);
        if (length < 0 || length > LARGEST_HEADER) {
            throw new RpmDatabaseException("a package header of " + length + " bytes");
        }
        byte[] rest = in.readNBytes((int) length);
        if (rest.length < length) {
            throw new EOFException();
        }
        return ByteBuffer.allocate(INTRO_BYTES + rest.length)
                .put(intro)
                .put(rest)
                .array();
    }

    private static RpmHeader headerOf(byte[] withMagic) throws RpmDatabaseException {
        return RpmHeader.parse(java.util.Arrays.copyOfRange(withMagic, ALIGNMENT, withMagic.length));
    }

    private static void checkHeader(RpmHeader signature, byte[] header) throws RpmDatabaseException {
        String sha256 = signature.text(SIGNATURE_SHA256);
        String sha1 = signature.text(SIGNATURE_SHA1);
        boolean damaged = isOther(sha256, digest("SHA-256"), header) || isOther(sha1, digest("SHA-1"), header);
        if (damaged) {
            throw new RpmDatabaseException("its header does not have the digest it should have");
        }
    }

    private static boolean isOther(String expected, MessageDigest digest, byte[] content) {
        return !expected.isEmpty() && !expected.equals(hex(digest.digest(content)));
    }

    /** Packages of RPM 4.14 and later have a digest of the payload, older ones the MD5 of header and payload. */
    private static void checkPayload(RpmHeader signature, byte[] headerBytes, RpmHeader header, InputStream payload)
            throws IOException, RpmDatabaseException {
        List<String> digests = header.texts(PAYLOAD_DIGEST);
        long[] algorithm = header.numbers(PAYLOAD_DIGEST_ALGORITHM);
        byte[] md5 = signature.bytes(SIGNATURE_MD5);
        boolean bySha256 = !digests.isEmpty() && algorithm.length > 0 && algorithm[0] == SHA256_ALGORITHM;
        if (!bySha256 && md5.length == 0) {
            return; // nothing that could be compared here; rpm looks at it again when it installs it
        }
        MessageDigest digest = digest(bySha256 ? "SHA-256" : "MD5");
        if (!bySha256) {
            digest.update(headerBytes);
        }
        byte[] buffer = new byte[1 << 16];
        for (int count = payload.read(buffer); count >= 0; count = payload.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        if (!hex(digest.digest()).equals(bySha256 ? digests.get(0) : hex(md5))) {
            throw new RpmDatabaseException("its content does not have the digest it should have");
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
