package io.github.tcib.rpm;

/** Numbers of tags in headers (rpm.org, "RPM tags" and "Signature tags"). */
public final class RpmTag {

    public static final int NAME = 1000;
    public static final int VERSION = 1001;
    public static final int RELEASE = 1002;
    public static final int EPOCH = 1003;
    public static final int SUMMARY = 1004;
    public static final int DESCRIPTION = 1005;
    /** Seconds since 1970. */
    public static final int BUILD_TIME = 1006;

    public static final int BUILD_HOST = 1007;
    public static final int SIZE = 1009;
    public static final int VENDOR = 1011;
    public static final int LICENSE = 1014;
    public static final int PACKAGER = 1015;
    public static final int GROUP = 1016;
    public static final int URL = 1020;
    public static final int ARCH = 1022;
    public static final int FILE_STATES = 1029;
    public static final int FILE_MODES = 1030;
    public static final int FILE_FLAGS = 1037;
    public static final int SOURCE_RPM = 1044;
    public static final int CHANGELOG_TIME = 1080;
    public static final int CHANGELOG_NAME = 1081;
    public static final int CHANGELOG_TEXT = 1082;
    public static final int DIR_INDEXES = 1116;
    public static final int BASE_NAMES = 1117;
    public static final int DIR_NAMES = 1118;
    /** Digests of the compressed payload, in hexadecimal. */
    public static final int PAYLOAD_DIGEST = 5092;
    /** Algorithm of {@link #PAYLOAD_DIGEST} by its OpenPGP number. */
    public static final int PAYLOAD_DIGEST_ALGORITHM = 5093;

    public static final int LONG_SIZE = 5009;

    /** Signature header: DSA or EdDSA signature of the main header. */
    static final int SIGNATURE_DSA_HEADER = 267;
    /** Signature header: RSA signature of the main header. */
    static final int SIGNATURE_RSA_HEADER = 268;
    /** Signature header: size of the unpacked payload, where 32 bits are too few. */
    static final int SIGNATURE_LONG_ARCHIVE_SIZE = 271;
    /** Signature header: OpenPGP signatures of the main header in base64 (RPM 6). */
    static final int SIGNATURE_OPENPGP = 278;
    /** Signature header: RSA signature of main header and payload (RPM 3). */
    static final int SIGNATURE_PGP = 1002;
    /** Signature header: DSA signature of main header and payload (RPM 3). */
    static final int SIGNATURE_GPG = 1005;
    /** Signature header: size of the unpacked payload. */
    static final int SIGNATURE_PAYLOAD_SIZE = 1007;

    private RpmTag() {}
}
