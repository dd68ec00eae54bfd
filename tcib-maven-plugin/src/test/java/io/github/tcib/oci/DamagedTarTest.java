package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tar files that cannot be read say how they are damaged. */
class DamagedTarTest {

    private static final int BLOCK = 512;

    @Test
    void refusesWhatIsNoTarFile() {
        assertDamaged(
                "x".repeat(BLOCK).getBytes(US_ASCII),
                "not a tar file, or a damaged one: 'xxxxxxxx' is no octal number");
        byte[] changed = header('0', 0);
        changed[0] = 'z';
        assertDamaged(changed, "not a tar file, or a damaged one: the checksum of a header is wrong");
    }

    @Test
    void saysWhereATarFileEndsTooEarly() {
        assertDamaged(Arrays.copyOf(header('0', 0), 100), "the tar file ends within a header");
        assertDamaged(header('x', 20), "the tar file ends within an extended header");
        assertDamaged(header('0', 2000), "the tar file ends within an entry");
    }

    @Test
    void refusesNumbersAndHeadersThatAreTooLarge() {
        byte[] large = header('0', 0);
        Arrays.fill(large, 124, 136, (byte) 0xff);
        assertDamaged(summed(large), "the tar file has a number that is negative");
        large[124] = (byte) 0x80;
        assertDamaged(summed(large), "the tar file has a number that is too large");
        assertDamaged(header('x', 1 << 30), "the tar file has an extended header of 1073741824 bytes");
    }

    @Test
    void refusesEntriesOfOtherTypes() {
        assertDamaged(header('S', 0), "'file' is a sparse file in the tar file; pack it again without sparse files");
        assertDamaged(header('V', 0), "'file' in the tar file is of the unknown type 86");
    }

    @Test
    void refusesDamagedPaxHeaders() throws IOException {
        assertDamaged(extended("99 path=x\n"), "the tar file has a damaged pax header");
        assertDamaged(extended("12 size=big\n"), "the tar file has a damaged pax header: size=big");
        assertDamaged(extended("11 size=-1\n"), "the tar file has a damaged pax header: size is negative");
    }

    private static void assertDamaged(byte[] tar, String message) {
        assertThatThrownBy(() -> readAll(tar)).isInstanceOf(IOException.class).hasMessage(message);
    }

    private static void readAll(byte[] tar) throws IOException {
        try (TarReader reader = new TarReader(new ByteArrayInputStream(tar))) {
            Optional<TarEntry> entry = reader.next();
            while (entry.isPresent()) {
                entry = reader.next();
            }
        }
    }

    private static byte[] extended(String records) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.write(header('x', records.length()));
        tar.write(Arrays.copyOf(records.getBytes(US_ASCII), BLOCK));
        tar.write(header('0', 0));
        return tar.toByteArray();
    }

    private static byte[] header(char type, int size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, "file");
        put(header, 100, "0000644");
        put(header, 124, String.format("%011o", size));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        return summed(header);
    }

    private static byte[] summed(byte[] header) {
        put(header, 148, "        ");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, String.format("%06o", sum) + "\0 ");
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
