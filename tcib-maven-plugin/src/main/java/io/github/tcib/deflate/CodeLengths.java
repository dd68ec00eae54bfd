package io.github.tcib.deflate;

import java.util.Arrays;

/** The head of a block with codes of its own: the lengths of the two codes, run-length encoded and packed (RFC 1951, 3.2.7). */
final class CodeLengths {

    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int LONGEST_CODE = 7;
    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int LITERALS_LEAST = 257;
    private static final int LITERALS_MOST = 286;
    private static final int DISTANCES_LEAST = 1;
    private static final int DISTANCES_MOST = 30;
    private static final int ORDER_LEAST = 4;
    private static final int COUNT_BITS = 5 + 5 + 4;
    private static final int LENGTH_BITS = 3;

    private final int literals;
    private final int distances;
    /** Symbols, and above their five bits what follows them. */
    private final int[] runs;

    private final int runCount;
    private final int[] counts = new int[ORDER.length];
    private final PrefixCode code;
    private final int ordered;

    CodeLengths(PrefixCode literalCode, PrefixCode distanceCode) {
        literals = used(literalCode, LITERALS_LEAST, LITERALS_MOST);
        distances = used(distanceCode, DISTANCES_LEAST, DISTANCES_MOST);
        int[] lengths = new int[literals + distances];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = i < literals ? literalCode.length(i) : distanceCode.length(i - literals);
        }
        runs = new int[lengths.length];
        runCount = encode(lengths);
        for (int i = 0; i < runCount; i++) {
            counts[runs[i] & 31]++;
        }
        code = PrefixCode.of(counts, LONGEST_CODE);
        int last = ORDER.length;
        while (last > ORDER_LEAST && code.length(ORDER[last - 1]) == 0) {
            last--;
        }
        ordered = last;
    }

    private static int used(PrefixCode code, int least, int most) {
        int count = most;
        while (count > least && code.length(count - 1) == 0) {
            count--;
        }
        return count;
    }

    private int encode(int[] lengths) {
        int count = 0;
        int at = 0;
        while (at < lengths.length) {
            int length = lengths[at];
            int end = at;
            while (end < lengths.length && lengths[end] == length) {
                end++;
            }
            if (length > 0) {
                runs[count++] = length;
                at++;
            }
            while (end - at >= 3) {
                int run;
                if (length > 0) {
                    run = Math.min(end - at, 6);
                    runs[count++] = REPEAT | ((run - 3) << 5);
                } else if (end - at <= 10) {
                    run = end - at;
                    runs[count++] = ZEROS | ((run - 3) << 5);
                } else {
                    run = Math.min(end - at, 138);
                    runs[count++] = MANY_ZEROS | ((run - 11) << 5);
                }
                at += run;
            }
            while (at < end) {
                runs[count++] = length;
                at++;
            }
        }
        return count;
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT -> 2;
            case ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    /** How many bits it takes. */
    long bits() {
        return 3
                + COUNT_BITS
                + (long) LENGTH_BITS * ordered
                + code.cost(counts)
                + 2L * counts[REPEAT]
                + 3L * counts[ZEROS]
                + 7L * counts[MANY_ZEROS];
    }

    void writeTo(BitOutput out) {
        out.write(
                (literals - LITERALS_LEAST) | ((distances - DISTANCES_LEAST) << 5) | ((ordered - ORDER_LEAST) << 10),
                COUNT_BITS);
        for (int i = 0; i < ordered; i++) {
            out.write(code.length(ORDER[i]), LENGTH_BITS);
        }
        for (int run : Arrays.copyOf(runs, runCount)) {
            int symbol = run & 31;
            out.write(
                    code.code(symbol) | ((long) (run >>> 5) << code.length(symbol)),
                    code.length(symbol) + extraBits(symbol));
        }
    }
}
