package io.github.tcib.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK's zlib unpacks is what was packed. */
class FastDeflaterTest {

    private static final int WINDOW = 1 << 15;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 9, 100, 4095, 65_535, 65_536, 131_071, 131_072, 131_073, 400_000})
    void comesBackAtAnyLength(int length) throws Exception {
        for (Kind kind : Kind.values()) {
            assertComesBack(kind.content(new Random(length), length), 0, kind + " of " + length);
        }
    }

    @Test
    void comesBackWhateverItIs() throws Exception {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] content = mixed(random, random.nextInt(200_000));
            assertComesBack(content, random.nextInt(Math.min(WINDOW, content.length + 1)), "seed " + seed);
        }
    }

    @Test
    void refersToWhatWentBefore() throws Exception {
        byte[] noise = Kind.NOISE.content(new Random(1), WINDOW / 2);
        byte[] twice = Arrays.copyOf(noise, WINDOW);
        System.arraycopy(noise, 0, twice, WINDOW / 2, WINDOW / 2);

        assertThat(FastDeflater.pack(twice, WINDOW / 2, WINDOW, true)).hasSizeLessThan(300);
    }

    @Test
    void hardlyGrowsWhatCannotBePacked() {
        byte[] noise = Kind.NOISE.content(new Random(1), 1 << 20);

        assertThat(FastDeflater.pack(noise, 0, noise.length, false).length).isLessThan(noise.length + 150);
    }

    @Test
    void isNotMuchLargerThanZlibAtItsFastest() {
        byte[] text = Kind.WORDS.content(new Random(1), 1 << 20);
        Deflater zlib = new Deflater(Deflater.BEST_SPEED, true);
        zlib.setInput(text);
        zlib.finish();
        int size = zlib.deflate(new byte[text.length]);
        zlib.end();

        assertThat(FastDeflater.pack(text, 0, text.length, true).length).isLessThan(size * 11 / 10);
    }

    /** In two parts as well, so that one follows the other and the stream ends only once. */
    private static void assertComesBack(byte[] content, int start, String what) throws Exception {
        int middle = start + (content.length - start) / 3;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(FastDeflater.pack(content, start, middle, false));
        int from = Math.max(0, middle - WINDOW);
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        packed.write(FastDeflater.pack(rest, middle - from, rest.length, true));
        Inflater inflater = new Inflater(true);
        if (start > 0) {
            inflater.setDictionary(content, 0, start);
        }
        inflater.setInput(packed.toByteArray());
        byte[] unpacked = new byte[content.length - start + 1];
        int length = inflater.inflate(unpacked);
        assertThat(Arrays.copyOf(unpacked, length))
                .as(what)
                .isEqualTo(Arrays.copyOfRange(content, start, content.length));
        assertThat(inflater.finished()).as(what).isTrue();
        assertThat(inflater.getRemaining()).as(what).isZero();
        inflater.end();
    }

    private static byte[] mixed(Random random, int length) {
        byte[] content = new byte[length];
        for (int at = 0; at < length; ) {
            int piece = Math.min(length - at, 1 + random.nextInt(1 << random.nextInt(17)));
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            if (at > 0 && random.nextInt(3) == 0) {
                int back = 1 + random.nextInt(Math.min(at, 40_000));
                for (int i = 0; i < piece; i++) {
                    content[at + i] = content[at + i - back];
                }
            } else {
                System.arraycopy(kind.content(random, piece), 0, content, at, piece);
            }
            at += piece;
        }
        return content;
    }

    private enum Kind {
        ZEROS,
        NOISE,
        WORDS,
        /** Frequencies that want longer codes than there are. */
        FIBONACCI,
        ONE_OF_EACH;

        byte[] content(Random random, int length) {
            byte[] content = new byte[length];
            switch (this) {
                case ZEROS -> {}
                case NOISE -> random.nextBytes(content);
                case WORDS -> {
                    String[] words = {"usr", "lib64", "python3.9", "site-packages", "nova", "__init__", ".so", "\n", " "
                    };
                    for (int at = 0; at < length; ) {
                        byte[] word = (words[random.nextInt(words.length)] + random.nextInt(50))
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                        for (int i = 0; i < word.length && at < length; i++) {
                            content[at++] = word[i];
                        }
                    }
                }
                case FIBONACCI -> {
                    for (int i = 0; i < length; i++) {
                        content[i] = (byte) (Math.log(random.nextDouble()) / Math.log(0.618));
                    }
                }
                case ONE_OF_EACH -> {
                    for (int i = 0; i < length; i++) {
                        content[i] = (byte) (i * 167);
                    }
                }
            }
            return content;
        }
    }
}
