package io.github.tcib.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixCodeTest {

    @Test
    void isCompleteAndKeepsItsLongestLength() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            int[] frequencies = new int[2 + random.nextInt(285)];
            for (int i = 0; i < frequencies.length; i++) {
                frequencies[i] = random.nextInt(3) == 0 ? 0 : (int) Math.exp(random.nextDouble() * random.nextInt(18));
            }
            int longest = frequencies.length <= 19 ? 7 : 15;
            PrefixCode code = PrefixCode.of(frequencies, longest);
            int room = 0;
            for (int i = 0; i < frequencies.length; i++) {
                assertThat(code.length(i)).isBetween(frequencies[i] > 0 ? 1 : 0, longest);
                room += code.length(i) == 0 ? 0 : 1 << (longest - code.length(i));
            }
            assertThat(room).as("round %s", round).isEqualTo(1 << longest);
        }
    }

    @Test
    void givesTwoSymbolsACodeWhenOneOccurs() {
        PrefixCode code = PrefixCode.of(new int[] {0, 0, 5, 0}, 15);

        assertThat(code.length(2)).isEqualTo(1);
        assertThat(code.length(0)).isEqualTo(1);
        assertThat(code.code(0)).isNotEqualTo(code.code(2));
    }

    @Test
    void costsWhatHuffmansCodeCosts() {
        int[] frequencies = {45, 13, 12, 16, 9, 5};

        assertThat(PrefixCode.of(frequencies, 15).cost(frequencies)).isEqualTo(224);
    }
}
