package io.github.tcib.rpm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.ForeignInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages, keys and databases that someone damaged, made without RPM's tools. */
class RpmFuzzTest {

    private static final int STRING_ARRAY = 8;
    private static final int INT32 = 4;
    private static final int INT64 = 5;
    private static final byte[] MAGIC = {(byte) 0x8e, (byte) 0xad, (byte) 0xe8, 1, 0, 0, 0, 0};
    private static final byte[] HEADER = withMagic(RpmFixture.header(
            "app", 1, "1.0", 100, List.of("/usr/bin/app", "/usr/share/app/data", "/etc/app.conf"), 1));

    private static byte[] armored;
    private static byte[] binary;
    private static byte[] rpm;

    @TempDir
    private Path directory;

    @BeforeAll
    @SuppressWarnings("JavaUtilDate") // Bouncy Castle knows no other
    static void signAPackage() throws Exception {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(1);
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65_537), random, 1024, 80));
        PGPKeyPair pair = new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.RSA_GENERAL,
                generator.generateKeyPair(),
                new Date(0));
        PGPKeyRingGenerator ring = new PGPKeyRingGenerator(
                PGPSignature.POSITIVE_CERTIFICATION,
                pair,
                "packager@example.org",
                new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                null,
                null,
                new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
                null);
        binary = ring.generatePublicKeyRing().getEncoded();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = new ArmoredOutputStream(text)) {
            armor.write(binary);
        }
        armored = text.toByteArray();
        PGPSignatureGenerator signer = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
                pair.getPublicKey());
        signer.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
        signer.update(HEADER);
        byte[] signature = signer.generate().getEncoded();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(96).putInt(0xedabeedb).array());
        byte[] signatures = withMagic(header(RpmTag.SIGNATURE_RSA_HEADER, 7, signature.length, signature));
        file.writeBytes(Arrays.copyOf(signatures, (signatures.length + 7) / 8 * 8));
        file.writeBytes(HEADER);
        file.writeBytes("payload".getBytes(US_ASCII));
        rpm = file.toByteArray();
    }

    @Test
    void readsPackagesAndSignaturesOrSaysWhyNot() throws Exception {
        RpmKeys keys = RpmKeys.parse(List.of(binary));
        Path file = directory.resolve("package.rpm");
        ForeignInput.seeded(20)
                .declares(RpmException.class)
                .declares(RpmFileException.class)
                .bytes(
                        1500,
                        bytes -> {
                            Files.write(file, bytes);
                            RpmFile.read(file);
                            PackageFile read = PackageFile.read(file);
                            assertThat(read.archiveBytes().orElse(0)).isNotNegative();
                            assertThat(read.installedBytes()).isNotNegative();
                            read.dependencies(Dependency.Kind.PROVIDES);
                            try {
                                read.files();
                            } finally {
                                new RpmSignature(keys).check(read);
                            }
                        },
                        rpm);
    }

    @Test
    void readsKeysOrSaysWhyNot() {
        ForeignInput.seeded(21)
                .declares(RpmException.class)
                .bytes(1500, key -> RpmKeys.parse(List.of(key)), armored, binary);
    }

    /** A key that is not the one it was is either refused, or no key of the signature. */
    @Test
    void checksSignaturesWithForeignKeysOrSaysWhyNot() throws Exception {
        Path file = Files.write(directory.resolve("package.rpm"), rpm);
        PackageFile read = PackageFile.read(file);
        ForeignInput.seeded(22)
                .declares(RpmException.class)
                .bytes(500, key -> new RpmSignature(RpmKeys.parse(List.of(key))).check(read), binary);
    }

    @Test
    void readsHeadersOrSaysWhyNot() {
        byte[] header = Arrays.copyOfRange(HEADER, 8, HEADER.length);
        ForeignInput.seeded(23)
                .declares(RpmException.class)
                .bytes(
                        5000,
                        bytes -> {
                            RpmHeader read = RpmHeader.parse(bytes);
                            read.text(RpmTag.NAME);
                            assertThat(read.number(RpmTag.SIZE).orElse(0)).isNotNegative();
                            read.paths();
                        },
                        header);
    }

    @Test
    void readsDatabasesOrSaysWhyNot() throws Exception {
        byte[] database = Files.readAllBytes(RpmFixture.database(
                directory,
                List.of(
                        RpmFixture.header("one", 0, "1", 1, List.of("/usr/bin/one"), 0),
                        RpmFixture.header("two", 0, "2", 1, List.of("/usr/bin/two"), 0))));
        Path file = directory.resolve("damaged.sqlite");
        ForeignInput.seeded(24)
                .declares(RpmException.class)
                .bytes(
                        250,
                        bytes -> {
                            Files.write(file, bytes);
                            RpmDatabase.read(file);
                        },
                        database);
    }

    @Test
    void takesNoPackagesFromAViewOrAComputedColumn() throws Exception {
        String header = "zeroblob(8)";
        for (String sql : List.of(
                "CREATE VIEW Packages AS WITH RECURSIVE n(hnum) AS (SELECT 1 UNION ALL SELECT hnum FROM n) SELECT hnum, "
                        + header + " AS blob FROM n",
                "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB AS (zeroblob(1000000000)))",
                "CREATE VIRTUAL TABLE Packages USING fts5(hnum, blob)")) {
            Path file = directory.resolve("view.sqlite");
            Files.deleteIfExists(file);
            RpmFixture.execute(file, sql);
            ForeignInput.seeded(0).declares(RpmException.class).one(file, RpmDatabase::read);
            assertThatThrownBy(() -> RpmDatabase.read(file))
                    .hasMessageContaining("it has no table Packages, or one that");
        }
    }

    @Test
    void saysWhichPackageHasNoHeader() throws Exception {
        Path file = directory.resolve("null.sqlite");
        RpmFixture.execute(
                file,
                "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB)",
                "INSERT INTO Packages VALUES (1, NULL)");
        assertThatThrownBy(() -> RpmDatabase.read(file)).hasMessage("a package without a header");
    }

    @Test
    void allocatesNothingForWhatAHeaderOnlyClaims() throws IOException {
        byte[] start = ByteBuffer.allocate(96 + 16)
                .putInt(0xedabeedb)
                .position(96)
                .put(MAGIC)
                .putInt(10)
                .putInt(RpmHeader.LARGEST_DATA)
                .array();
        Path file = Files.write(directory.resolve("short.rpm"), start);
        ForeignInput.seeded(0)
                .declares(RpmException.class)
                .allocatesAtMost(1 << 20)
                .one(file, PackageFile::read);
        byte[] more = start.clone();
        more[96 + 12] = 0x0f;
        Files.write(file, more);
        assertThatThrownBy(() -> PackageFile.read(file)).hasMessageContaining("and 67108864 are read");
    }

    @Test
    void readsNoMoreItemsOfAListThanItsLimit() throws Exception {
        RpmHeader texts = RpmHeader.parse(header(RpmTag.BASE_NAMES, STRING_ARRAY, 5_000_000, new byte[5_000_000]));
        assertThatThrownBy(() -> texts.texts(RpmTag.BASE_NAMES)).hasMessageContaining("at most 1048576 are read");
        RpmHeader numbers = RpmHeader.parse(header(RpmTag.FILE_MODES, INT32, 1_500_000, new byte[6_000_000]));
        assertThatThrownBy(() -> numbers.numbers(RpmTag.FILE_MODES)).hasMessageContaining("at most 1048576 are read");
    }

    @Test
    void putsNoEndlessDirectoryBeforeEachFile() throws Exception {
        byte[] files = RpmFixture.header("app", 0, "1", 1, List.of("/" + "d".repeat(5_000) + "/a"), 0);
        assertThatThrownBy(() -> RpmHeader.parse(files).paths()).hasMessageContaining("at most 4096 characters a file");
    }

    @Test
    void takesNoNumberForNegative() throws Exception {
        byte[] minus = new byte[8];
        Arrays.fill(minus, (byte) 0xff);
        RpmHeader header = RpmHeader.parse(header(RpmTag.LONG_SIZE, INT64, 1, minus));
        assertThatThrownBy(() -> header.numbers(RpmTag.LONG_SIZE)).hasMessageContaining("is too large a number");
    }

    @Test
    void comparesAnyTwoVersions() {
        ForeignInput.seeded(25)
                .texts(
                        2000,
                        text -> {
                            int half = text.length() / 2;
                            String one = text.substring(0, half);
                            String other = text.substring(half);
                            assertThat(RpmVersion.compare(one, other)).isEqualTo(-RpmVersion.compare(other, one));
                        },
                        "1.0~rc1^git2-3.el9",
                        "2024.1.00012+a.b");
    }

    private static byte[] withMagic(byte[] header) {
        return ByteBuffer.allocate(MAGIC.length + header.length)
                .put(MAGIC)
                .put(header)
                .array();
    }

    private static byte[] header(int tag, int type, int count, byte[] data) {
        return ByteBuffer.allocate(8 + 16 + data.length)
                .putInt(1)
                .putInt(data.length)
                .putInt(tag)
                .putInt(type)
                .putInt(0)
                .putInt(count)
                .put(data)
                .array();
    }
}
