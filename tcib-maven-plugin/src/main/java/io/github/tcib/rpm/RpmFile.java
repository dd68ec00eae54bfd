package io.github.tcib.rpm;

import java.io.IOException;
import java.io.InputStream;
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
        if (!PackageFile.isOne(file)) {
            throw new RpmFileException(file + " is no RPM package");
        }
        try {
            PackageFile read = PackageFile.read(file);
            checkHeader(read.signatures(), read.headerBytes());
            try (InputStream payload = read.openPayload()) {
                checkPayload(read.signatures(), read.headerBytes(), read.header(), payload);
            }
            return of(file, read.signatures(), read.header());
        } catch (RpmException e) {
            throw new RpmFileException(file + " is corrupt: " + e.getMessage());
        }
    }

    private static RpmFile of(Path file, RpmHeader signature, RpmHeader header) throws RpmException, RpmFileException {
        String name = header.text(RpmTag.NAME);
        if (name.isEmpty()) {
            throw new RpmFileException(file + " is corrupt: a package without a name");
        }
        long[] epoch = header.numbers(RpmTag.EPOCH);
        return new RpmFile(
                file,
                name,
                new RpmVersion(
                        epoch.length > 0 ? epoch[0] : 0, header.text(RpmTag.VERSION), header.text(RpmTag.RELEASE)),
                header.text(RpmTag.ARCH),
                !header.has(RpmTag.SOURCE_RPM),
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

    private static void checkHeader(RpmHeader signature, byte[] header) throws RpmException {
        String sha256 = signature.text(SIGNATURE_SHA256);
        String sha1 = signature.text(SIGNATURE_SHA1);
        boolean damaged = isOther(sha256, digest("SHA-256"), header) || isOther(sha1, digest("SHA-1"), header);
        if (damaged) {
            throw new RpmException("its header does not have the digest it should have");
        }
    }

    private static boolean isOther(String expected, MessageDigest digest, byte[] content) {
        return !expected.isEmpty() && !expected.equals(hex(digest.digest(content)));
    }

    /** Packages of RPM 4.14 and later have a digest of the payload, older ones the MD5 of header and payload. */
    private static void checkPayload(RpmHeader signature, byte[] headerBytes, RpmHeader header, InputStream payload)
            throws IOException, RpmException {
        List<String> digests = header.texts(RpmTag.PAYLOAD_DIGEST);
        long[] algorithm = header.numbers(RpmTag.PAYLOAD_DIGEST_ALGORITHM);
        byte[] md5 = signature.bytes(SIGNATURE_MD5).orElse(new byte[0]);
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
            throw new RpmException("its content does not have the digest it should have");
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
