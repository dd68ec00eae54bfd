package io.github.tcib.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 digest of some content (OCI image-spec 1.1, descriptor.md). Other algorithms are registered there, but no tool
 * writes them.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {

    private static final String PREFIX = "sha256:";
    private static final int DIGITS = 64;

    public Digest {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("'" + hex + "' is not a SHA-256 digest");
        }
    }

    /** @throws OciException when the text is not {@code sha256:} and 64 hexadecimal digits */
    public static Digest parse(String text) throws OciException {
        if (!text.startsWith(PREFIX) || !isHex(text.substring(PREFIX.length()))) {
            throw new OciException("'" + text + "' is not a digest of the form sha256:<64 hexadecimal digits>");
        }
        return new Digest(text.substring(PREFIX.length()));
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return text.length() == DIGITS;
    }

    public static Digest of(byte[] content) {
        return ofSum(sha256().digest(content));
    }

    /** The digest of what the running computation has seen; resets it. */
    static Digest of(MessageDigest computation) {
        return ofSum(computation.digest());
    }

    private static Digest ofSum(byte[] sum) {
        return new Digest(HexFormat.of().formatHex(sum));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Written out, as what the platform makes for records is put together at run time, which shows in short builds. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && hex.equals(digest.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    /** Writes {@code sha256:…}. */
    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
