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

    private static final int TEXT = 6;
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
                .hasMessageStartingWith("it is no OpenPGP key: ");
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

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}
