package io.github.tcib.deflate;

import java.util.Arrays;

/**
 * A Huffman code with a longest length, as DEFLATE writes them: the lengths alone say what the codes are (RFC 1951, section
 * 3.2.2). It is always complete, and never of less than two symbols, which not every reader takes.
 */
final class PrefixCode {

    private static final int SYMBOL_BITS = 9;
    private static final int SYMBOL = (1 << SYMBOL_BITS) - 1;

    private final int[] lengths;
    private final int[] codes;

    private PrefixCode(int[] lengths, int[] codes) {
        this.lengths = lengths;
        this.codes = codes;
    }

    /** The best code for symbols of some frequencies; one that does not occur has the length 0. */
    static PrefixCode of(int[] frequencies, int longest) {
        long[] used = new long[Math.max(2, frequencies.length)];
        int count = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            if (frequencies[symbol] > 0) {
                used[count++] = ((long) frequencies[symbol] << SYMBOL_BITS) | symbol;
            }
        }
        for (int symbol = 0; count < 2; symbol++) {
            if (frequencies[symbol] == 0) {
                used[count++] = symbol;
            }
        }
        long[] rarestFirst = Arrays.copyOf(used, count);
        Arrays.sort(rarestFirst);
        int[] counts = countsByLength(rarestFirst, longest);
        int[] lengths = new int[frequencies.length];
        int next = count;
        for (int length = 1; length <= longest; length++) {
            for (int i = 0; i < counts[length]; i++) {
                lengths[(int) rarestFirst[--next] & SYMBOL] = length;
            }
        }
        return new PrefixCode(lengths, codes(lengths, counts, longest));
    }

    /** How many codes there are of each length. */
    private static int[] countsByLength(long[] rarestFirst, int longest) {
        int leaves = rarestFirst.length;
        long[] weights = new long[2 * leaves - 1];
        int[] parents = new int[2 * leaves - 1];
        for (int i = 0; i < leaves; i++) {
            weights[i] = rarestFirst[i] >>> SYMBOL_BITS;
        }
        int leaf = 0;
        int inner = leaves;
        for (int node = leaves; node < weights.length; node++) {
            for (int child = 0; child < 2; child++) {
                boolean takeLeaf = leaf < leaves && (inner >= node || weights[leaf] <= weights[inner]);
                int taken = takeLeaf ? leaf++ : inner++;
                weights[node] += weights[taken];
                parents[taken] = node;
            }
        }
        int[] counts = new int[Math.max(leaves, longest) + 1];
        int[] depths = new int[weights.length];
        for (int node = weights.length - 2; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
            if (node < leaves) {
                counts[depths[node]]++;
            }
        }
        shorten(counts, longest);
        return counts;
    }

    /** Takes pairs that lie too deep up, and puts one of each beside a leaf further up (ITU-T T.81, figure K.3). */
    private static void shorten(int[] counts, int longest) {
        for (int length = counts.length - 1; length > longest; length--) {
            while (counts[length] > 0) {
                int upper = length - 2;
                while (counts[upper] == 0) {
                    upper--;
                }
                counts[length] -= 2;
                counts[length - 1]++;
                counts[upper + 1] += 2;
                counts[upper]--;
            }
        }
    }

    private static int[] codes(int[] lengths, int[] counts, int longest) {
        int[] next = new int[longest + 1];
        for (int length = 1; length < longest; length++) {
            next[length + 1] = (next[length] + counts[length]) << 1;
        }
        int[] codes = new int[lengths.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                // Codes go out with their highest bit first, all else with its lowest.
                codes[symbol] = Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
            }
        }
        return codes;
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    int code(int symbol) {
        return codes[symbol];
    }

    /** How many bits it takes to write symbols of these frequencies. */
    long cost(int[] frequencies) {
        long bits = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            bits += (long) frequencies[symbol] * lengths[symbol];
        }
        return bits;
    }
}
