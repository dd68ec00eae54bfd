package io.github.tcib.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockGzipOutputStreamTest {

    private static final int BLOCK = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 9 * BLOCK + 12_345})
    void isReadAsOneStream(int size) throws Exception {
        byte[] content = content(size);
        byte[] packed = packed(content, 8192, Runnable::run);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .isEqualTo(content);
    }

    @Test
    void givesTheSameBytesHoweverItIsWrittenAndByHoweverMany() throws Exception {
        byte[] content = content(5 * BLOCK + 7);
        byte[] expected = packed(content, content.length, Runnable::run);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            assertThat(packed(content, 777, threads)).isEqualTo(expected);
            assertThat(packed(content, BLOCK, threads)).isEqualTo(expected);
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 9})
    void isReadAtEveryLevel(int level) throws Exception {
        byte[] content = content(3 * BLOCK + 5);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LayerPacking.gzip(level).with(Runnable::run).write(gzip -> gzip.write(content), out);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes())
                .isEqualTo(content);
    }

    @Test
    void givesTheSameBytesOnEveryMachine() throws Exception {
        assertThat(Digest.of(packed(content(2 * BLOCK), BLOCK, Runnable::run)))
                .hasToString("sha256:ff7fb1a504c357a4039554affcdb5aa5200069568cf816849fd57ec314a89d3d");
    }

    private static byte[] packed(byte[] content, int step, Executor executor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LayerPacking.gzip(1)
                .with(executor)
                .write(
                        gzip -> {
                            for (int from = 0; from < content.length; from += step) {
                                gzip.write(content, from, Math.min(step, content.length - from));
                            }
                        },
                        out);
        return out.toByteArray();
    }

    /** Words that come again, and noise, so that there is something to pack. */
    private static byte[] content(int size) {
        Random random = new Random(size);
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : i % 97);
        }
        return content;
    }
}
