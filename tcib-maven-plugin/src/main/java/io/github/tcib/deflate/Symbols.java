package io.github.tcib.deflate;

/** The symbols of lengths and distances and the bits that follow them (RFC 1951, section 3.2.5). */
final class Symbols {

    static final int CODE_BITS = 16;

    private static final int FIRST_LENGTH = 257;
    private static final int LENGTH_CODES = 29;
    private static final int[] LENGTH_BASE = new int[LENGTH_CODES];
    private static final int[] LENGTH_EXTRA = new int[LENGTH_CODES];
    private static final short[] OF_LENGTH = new short[Matches.LONGEST + 1];
    private static final int[] DISTANCE_EXTRA = new int[30];
    private static final int[] DISTANCE_BASE = new int[30];
    private static final int NEAR = 256;
    private static final int FAR_SHIFT = 7;
    private static final byte[] OF_DISTANCE = new byte[2 * NEAR];

    static {
        int base = 3;
        for (int code = 0; code < LENGTH_CODES - 1; code++) {
            int extra = code < 8 ? 0 : (code - 4) / 4;
            LENGTH_BASE[code] = base;
            LENGTH_EXTRA[code] = extra;
            for (int i = 0; i < 1 << extra; i++) {
                OF_LENGTH[Math.min(base++, Matches.LONGEST)] = (short) (FIRST_LENGTH + code);
            }
        }
        LENGTH_BASE[LENGTH_CODES - 1] = Matches.LONGEST;
        OF_LENGTH[Matches.LONGEST] = FIRST_LENGTH + LENGTH_CODES - 1;
        int distance = 0;
        for (int code = 0; code < 30; code++) {
            int extra = code < 4 ? 0 : (code - 2) / 2;
            DISTANCE_BASE[code] = distance;
            DISTANCE_EXTRA[code] = extra;
            for (int i = 0; i < 1 << extra; i++, distance++) {
                OF_DISTANCE[distance < NEAR ? distance : NEAR + (distance >>> FAR_SHIFT)] = (byte) code;
            }
        }
    }

    private Symbols() {}

    static int ofLength(int length) {
        return OF_LENGTH[length];
    }

    /** @param distance less one */
    static int ofDistance(int distance) {
        return OF_DISTANCE[distance < NEAR ? distance : NEAR + (distance >>> FAR_SHIFT)];
    }

    static int lengthExtraBits(int symbol) {
        return LENGTH_EXTRA[symbol - FIRST_LENGTH];
    }

    static int lengthExtra(int length, int symbol) {
        return length - LENGTH_BASE[symbol - FIRST_LENGTH];
    }

    static int distanceExtraBits(int symbol) {
        return DISTANCE_EXTRA[symbol];
    }

    static int distanceExtra(int distance, int symbol) {
        return distance - DISTANCE_BASE[symbol];
    }

    /** How many bits follow symbols of these frequencies. */
    static long extraBits(int[] literals, int[] distances) {
        long bits = 0;
        for (int code = 0; code < LENGTH_CODES; code++) {
            bits += (long) literals[FIRST_LENGTH + code] * LENGTH_EXTRA[code];
        }
        for (int code = 0; code < distances.length; code++) {
            bits += (long) distances[code] * DISTANCE_EXTRA[code];
        }
        return bits;
    }

    /** Code and length of each symbol in one number, which is found faster. */
    static int[] joined(PrefixCode code, int symbols) {
        int[] joined = new int[symbols];
        for (int symbol = 0; symbol < symbols; symbol++) {
            joined[symbol] = code.code(symbol) | (code.length(symbol) << CODE_BITS);
        }
        return joined;
    }

    static long code(int joined) {
        return joined & 0xffff;
    }

    static int length(int joined) {
        return joined >>> CODE_BITS;
    }
}
