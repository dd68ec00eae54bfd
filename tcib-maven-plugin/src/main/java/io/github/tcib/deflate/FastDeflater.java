package io.github.tcib.deflate;

import java.util.Arrays;

/** Packs content block by block. */
public final class FastDeflater {

    private static final int END_OF_BLOCK = 256;
    private static final int LITERAL_SYMBOLS = 286;
    private static final int DISTANCE_SYMBOLS = 30;
    private static final int LONGEST_CODE = 15;
    private static final int STORED_MOST = 0xffff;
    /** Bits of a stored block beside its bytes: its type, the way to the end of a byte, and its length twice. */
    private static final int STORED_HEAD = 3 + 7 + 32;

    private static final int STORED = 0b000;
    private static final int DYNAMIC = 0b100;
    /** A last block with a fixed code, and the end of it: seven bits of zero. */
    private static final int LAST = 0b011;

    private static final int LAST_BITS = 10;

    private final byte[] content;
    private final BitOutput out;
    private final Matches matches;
    private final int[] literalCounts = new int[LITERAL_SYMBOLS];
    private final int[] distanceCounts = new int[DISTANCE_SYMBOLS];

    private FastDeflater(byte[] content, int start, int end) {
        this.content = content;
        this.out = new BitOutput(end - start + (end - start) / 256 + 64);
        this.matches = new Matches(content, start, end);
    }

    /**
     * Packs a part of an array.
     *
     * @param start where it begins; up to 32 KiB before are referred to, which whoever unpacks it has to have seen
     * @param end where it ends
     * @param last whether it is the end of the stream; else it ends at a byte, and something else may follow
     */
    public static byte[] pack(byte[] content, int start, int end, boolean last) {
        FastDeflater deflater = new FastDeflater(content, start, end);
        int from = start;
        while (from < end) {
            int to = deflater.matches.find(from);
            deflater.writeBlock(from, to);
            from = to;
        }
        if (last) {
            deflater.out.write(LAST, LAST_BITS);
            deflater.out.write(0, deflater.out.padding(0));
        } else {
            deflater.writeStored(end, 0);
        }
        return Arrays.copyOf(deflater.out.bytes(), deflater.out.length());
    }

    private void writeBlock(int from, int to) {
        count(from);
        PrefixCode literalCode = PrefixCode.of(literalCounts, LONGEST_CODE);
        PrefixCode distanceCode = PrefixCode.of(distanceCounts, LONGEST_CODE);
        CodeLengths lengths = new CodeLengths(literalCode, distanceCode);
        long packed = lengths.bits()
                + literalCode.cost(literalCounts)
                + distanceCode.cost(distanceCounts)
                + Symbols.extraBits(literalCounts, distanceCounts);
        int pieces = (to - from + STORED_MOST - 1) / STORED_MOST;
        if (packed >= Byte.SIZE * (long) (to - from) + (long) pieces * STORED_HEAD) {
            for (int at = from; at < to; at += STORED_MOST) {
                writeStored(at, Math.min(STORED_MOST, to - at));
            }
        } else {
            out.write(DYNAMIC, 3);
            lengths.writeTo(out);
            int[] joined = Symbols.joined(literalCode, LITERAL_SYMBOLS);
            out.write(matches, content, from, joined, Symbols.joined(distanceCode, DISTANCE_SYMBOLS));
            int end = joined[END_OF_BLOCK];
            out.write(Symbols.code(end), Symbols.length(end));
        }
    }

    private void writeStored(int from, int length) {
        out.write(STORED, 3 + out.padding(3));
        out.write(length | ((long) (~length & STORED_MOST) << 16), 32);
        out.writeBytes(content, from, length);
    }

    private void count(int from) {
        Arrays.fill(literalCounts, 0);
        Arrays.fill(distanceCounts, 0);
        literalCounts[END_OF_BLOCK] = 1;
        int at = from;
        for (int i = 0; i < matches.count(); i++) {
            int stop = at + matches.literals(i);
            while (at < stop) {
                literalCounts[content[at++] & 0xff]++;
            }
            int match = matches.match(i);
            if (match != 0) {
                literalCounts[Symbols.ofLength(match >>> 16)]++;
                distanceCounts[Symbols.ofDistance(match & 0xffff)]++;
                at += match >>> 16;
            }
        }
    }
}
