package io.github.tcib.rpm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers and package files that are damaged say how. */
class DamagedHeadersTest {

    private static final String NO_DIRECTORY = "a package with a file in a directory it does not name";
    private static final int TEXT = 6;
    private static final int TEXTS = 8;
    private static final int INT32 = 4;

    @TempDir
    private Path directory;

    @Test
    void refusesHeadersOfImpossibleSizes() {
        assertRefused(() -> RpmHeader.parse(new byte[3]), "a package header of 3 bytes");
        assertRefused(
                () -> RpmHeader.parse(ints(-1, 10)),
                "a package header of -1 entries and 10 bytes; at most 65535 and 67108864 are read");
        assertRefused(() -> RpmHeader.parse(ints(2, 10)), "a package header that is cut off");
    }

    @Test
    void refusesTagsOfOtherTypesOrWithoutTheirData() throws Exception {
        RpmHeader text = RpmHeader.parse(header(RpmTag.NAME, TEXT, 0, 1, "bash\0"));
        assertRefused(() -> text.numbers(RpmTag.NAME), "a package header whose tag 1000 is no number");
        assertRefused(() -> text.bytes(RpmTag.NAME), "a package header whose tag 1000 is no binary");
        RpmHeader number = RpmHeader.parse(header(RpmTag.SIZE, INT32, 0, 9, "bash\0"));
        assertRefused(() -> number.text(RpmTag.SIZE), "a package header whose tag 1009 is no text");
        assertRefused(() -> number.numbers(RpmTag.SIZE), "a package header whose tag 1009 is cut off");
    }

    @Test
    void refusesListsWithoutEnd() throws Exception {
        RpmHeader texts = RpmHeader.parse(header(RpmTag.BASE_NAMES, TEXTS, 0, (1 << 20) + 1, "a\0"));
        assertRefused(
                () -> texts.texts(RpmTag.BASE_NAMES),
                "a package header whose tag 1117 has 1048577 items; at most 1048576 are read");
    }

    @Test
    void refusesFilesWithoutTheirDirectories() {
        assertRefused(
                () -> RpmHeader.parse(files("/usr/\0", 2, "a\0b\0", 0)).paths(),
                "a package with 2 file names and 1 places for them");
        assertRefused(() -> RpmHeader.parse(files("/usr/\0", 1, "a\0", 1)).paths(), NO_DIRECTORY);
        assertRefused(
                () -> RpmHeader.parse(files("/" + "x".repeat(4095) + "\0", 1, "a\0", 0))
                        .paths(),
                "a package with names of files that are too long: at most 4096 characters a file and 268435456 in all are"
                        + " read");
    }

    @Test
    void namesThePackageOfADatabaseWhoseFilesAreDamaged() throws Exception {
        Path damaged = RpmFixture.database(directory, List.of(files("/usr/\0", 1, "a\0", 1)));
        assertRefused(() -> RpmDatabase.read(damaged), "in the package app: " + NO_DIRECTORY);
        Path nameless = RpmFixture.database(directory, List.of(header(RpmTag.VERSION, TEXT, 0, 1, "1\0")));
        assertRefused(() -> RpmDatabase.read(nameless), "a package without a name");
    }

    @Test
    void refusesADatabaseWithoutEnd() throws Exception {
        Path many = directory.resolve("many.sqlite");
        RpmFixture.execute(
                many,
                "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100001)"
                        + " INSERT INTO Packages (blob) SELECT zeroblob(8) FROM n");
        assertRefused(
                () -> RpmDatabase.readHeaders(many),
                "it has too many packages: at most 100000 with 1073741824 bytes of headers are read");
    }

    @Test
    void refusesAPackageThatSaysNotTheSameOfAllItsFiles() throws Exception {
        PackageFile rpm = PackageFile.read(file(rpmOf(files("/usr/\0", 1, "a\0", 0))));
        assertRefused(rpm::files, "it does not say the same of all its files");
    }

    @Test
    void refusesAPackageWithoutAName() throws Exception {
        Path file = file(rpmOf(header(RpmTag.VERSION, TEXT, 0, 1, "1\0")));
        assertThatThrownBy(() -> RpmFile.read(file))
                .isInstanceOf(RpmFileException.class)
                .hasMessage(file + " is corrupt: a package without a name");
    }

    @Test
    void refusesFilesThatAreNoPackages() throws Exception {
        assertRefused(() -> PackageFile.read(file("none".getBytes(US_ASCII))), "it is no RPM package");
        assertRefused(() -> PackageFile.read(file(afterLead(new byte[0]))), "it is cut off");
        assertRefused(() -> PackageFile.read(file(afterLead(new byte[16]))), "no header where one has to be");
        assertRefused(
                () -> PackageFile.read(file(afterLead(ints(0x8eade801, 0, -1, 5)))),
                "a package header of -1 entries and 5 bytes; at most 65535 and 67108864 are read");
    }

    @Test
    void refusesKeysThatAreNone() {
        assertRefused(() -> RpmKeys.parse(List.of(new byte[0])), "there is no OpenPGP key in it");
        assertThatThrownBy(() -> RpmKeys.parse(
                        List.of("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n!!!!\n-----END".getBytes(UTF_8))))
                .isInstanceOf(RpmException.class)
                .hasMessage("it is no OpenPGP key, or a damaged one");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(RpmException.class).hasMessage(message);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("x.rpm"), content);
    }

    private static byte[] afterLead(byte[] rest) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(ByteBuffer.allocate(96).putInt(0xedabeedb).array());
        file.write(rest);
        return file.toByteArray();
    }

    private static byte[] header(int tag, int type, int offset, int count, String data) {
        byte[] bytes = data.getBytes(US_ASCII);
        return ByteBuffer.allocate(8 + 16 + bytes.length)
                .put(ints(1, bytes.length, tag, type, offset, count))
                .put(bytes)
                .array();
    }

    /** The header of a package of files that are all in one directory. */
    private static byte[] files(String directories, int count, String names, int index) {
        byte[] data = ("app\0" + directories + names).getBytes(US_ASCII);
        int begin = 4 + directories.length();
        int place = data.length;
        return ByteBuffer.allocate(8 + 4 * 16 + place + 4)
                .put(ints(4, place + 4))
                .put(ints(RpmTag.NAME, TEXT, 0, 1))
                .put(ints(RpmTag.DIR_NAMES, TEXTS, 4, 1))
                .put(ints(RpmTag.BASE_NAMES, TEXTS, begin, count))
                .put(ints(RpmTag.DIR_INDEXES, INT32, place, 1))
                .put(data)
                .putInt(index)
                .array();
    }

    /** A package file of a header, without signatures and payload. */
    private static byte[] rpmOf(byte[] header) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(ints(0x8eade801, 0, 0, 0, 0x8eade801, 0));
        rest.write(header);
        return afterLead(rest.toByteArray());
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}
