package io.github.tcib.oci;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.github.tcib.ForeignInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packed streams that someone damaged, or that unpack to far more than they are. */
class CompressionFuzzTest {

    private static final int SIZE = 3_000;

    @Test
    void unpacksOrSaysWhyNot() throws IOException {
        ForeignInput.seeded(4)
                .declares(OciException.class)
                .bytes(
                        2000,
                        CompressionFuzzTest::unpack,
                        packed(content(), GZIPOutputStream::new),
                        withName("name"),
                        packed(content(), ZstdOutputStream::new),
                        packed(content(), out -> new XZOutputStream(out, new LZMA2Options(0))));
    }

    @Test
    void unpacksBzip2OrSaysWhyNot() throws IOException {
        ForeignInput.seeded(5)
                .declares(OciException.class)
                .bytes(150, CompressionFuzzTest::unpack, packed(content(), BZip2CompressorOutputStream::new));
    }

    @Test
    void unpacksNoMoreThanTheLimit() throws IOException {
        byte[] zeros = new byte[4 << 20];
        for (byte[] bomb : new byte[][] {
            packed(zeros, GZIPOutputStream::new),
            packed(zeros, ZstdOutputStream::new),
            packed(zeros, out -> new XZOutputStream(out, new LZMA2Options(0))),
            packed(zeros, BZip2CompressorOutputStream::new)
        }) {
            assertThatThrownBy(() -> Compression.unpack(new ByteArrayInputStream(bomb), 1 << 20)
                            .transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(OciException.class)
                    .hasMessageContaining("is larger than 1048576 bytes once unpacked, which is the limit");
        }
    }

    @Test
    void saysWhereWhatIsPackedEndsTooEarly() throws IOException {
        byte[] whole = packed(content(), GZIPOutputStream::new);
        assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, whole.length / 2)))
                .isInstanceOf(OciException.class)
                .hasMessage("packed content (GZIP) is damaged or cut off");
        byte[] changed = packed(content(), BZip2CompressorOutputStream::new);
        Arrays.fill(changed, 10, changed.length, (byte) 0);
        assertThatThrownBy(() -> unpack(changed))
                .isInstanceOf(OciException.class)
                .hasMessageStartingWith("packed content (BZIP2) is damaged or cut off");
    }

    /** Skipping is unpacking, too. */
    @Test
    void skipsNoMoreThanTheLimit() throws IOException {
        byte[] bomb = packed(new byte[4 << 20], GZIPOutputStream::new);
        assertThatThrownBy(() -> Compression.unpack(new ByteArrayInputStream(bomb), 1 << 20)
                        .skipNBytes(3 << 20))
                .hasMessageContaining("which is the limit");
    }

    @Test
    void givesXzNoMoreMemoryThanTheLimit() throws IOException {
        byte[] greedy = packed(content(), out -> {
            LZMA2Options options = new LZMA2Options(0);
            options.setDictSize(1 << 12);
            return new XZOutputStream(out, options);
        });
        // the size of the dictionary, in the first block's filter flags (xz-file-format, 5.3.1), and the header's
        // checksum
        greedy[16] = 35;
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(greedy, 12, 8);
        for (int i = 0; i < 4; i++) {
            greedy[20 + i] = (byte) (sum.getValue() >> (8 * i));
        }
        ForeignInput.seeded(0).declares(OciException.class).one(greedy, CompressionFuzzTest::unpack);
        assertThatThrownBy(() -> unpack(greedy)).hasMessageContaining("limit was 102400 KiB");
    }

    @Test
    void keepsNoEndlessNameInAHeader() throws IOException {
        byte[] start = new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'n';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) 'n');
                return length;
            }
        };
        assertThatThrownBy(() -> Compression.unpack(new SequenceInputStream(new ByteArrayInputStream(start), endless)))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("a header of more than 65536 bytes");
    }

    private static void unpack(byte[] packed) throws IOException {
        try (InputStream in = Compression.unpack(new ByteArrayInputStream(packed))) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static byte[] content() {
        byte[] content = new byte[SIZE];
        Random random = new Random(7);
        for (int i = 0; i < SIZE; i++) {
            content[i] = (byte) ('a' + random.nextInt(4));
        }
        return content;
    }

    private interface Packer {
        OutputStream open(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] content, Packer packer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.open(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] withName(String name) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setFileName(name);
        parameters.setComment(name);
        return packed(content(), out -> new GzipCompressorOutputStream(out, parameters));
    }
}
