package io.github.tcib.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Repetitions in a piece of content: the last place where four bytes were seen is looked at, and no other. What does not repeat
 * is skipped the faster the longer nothing was found.
 */
final class Matches {

    static final int WINDOW = 1 << 15;
    static final int LONGEST = 258;

    /** So many matches make a block, which has a code of its own. */
    static final int MOST = 1 << 14;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SHORTEST = 4;
    private static final int TABLE_BITS = 15;
    private static final int MULTIPLIER = 0x9E3779B1;
    private static final int PATIENCE = 5;
    private static final int MOST_BYTES = 1 << 17;
    /** Less than a match may be long, so that it ends after the place where it was found. */
    private static final int MOST_BACK = 128;

    private final byte[] content;
    private final int end;
    private final int[] lastSeen = new int[1 << TABLE_BITS];
    /** How many bytes go before a match as they are. */
    private final int[] literals = new int[MOST + 1];
    /** The length of a match and, in the lower half, its distance less one; 0 when there is none after the last bytes. */
    private final int[] matches = new int[MOST + 1];

    private int count;

    /** @param start what goes before it is only referred to */
    Matches(byte[] content, int start, int end) {
        this.content = content;
        this.end = end;
        Arrays.fill(lastSeen, -WINDOW - 1);
        for (int i = 0; i < start && i + SHORTEST <= end; i++) {
            lastSeen[hash((int) INT.get(content, i))] = i;
        }
    }

    int count() {
        return count;
    }

    int literals(int index) {
        return literals[index];
    }

    int match(int index) {
        return matches[index];
    }

    /** Finds the matches of a block; returns where it ends. */
    int find(int start) {
        // Local names, since the compiler keeps those in registers.
        byte[] bytes = content;
        int[] table = lastSeen;
        int found = 0;
        int blockEnd = Math.min(end, start + MOST_BYTES);
        int searchEnd = Math.min(end - Long.BYTES, blockEnd);
        int unmatched = start;
        int at = start;
        int tries = 1 << PATIENCE;
        while (at < searchEnd && found < MOST) {
            int four = (int) INT.get(bytes, at);
            int slot = hash(four);
            int candidate = table[slot];
            table[slot] = at;
            if (at - candidate > WINDOW || (int) INT.get(bytes, candidate) != four) {
                at += tries++ >>> PATIENCE;
                continue;
            }
            tries = 1 << PATIENCE;
            int first = Math.max(unmatched, at - MOST_BACK);
            while (at > first && candidate > 0 && bytes[at - 1] == bytes[candidate - 1]) {
                at--;
                candidate--;
            }
            int length = lengthOf(bytes, at, candidate, Math.min(LONGEST, end - at));
            literals[found] = at - unmatched;
            matches[found++] = (length << 16) | (at - candidate - 1);
            at += length;
            unmatched = at;
            if (at < searchEnd) {
                table[hash((int) INT.get(bytes, at - 2))] = at - 2;
            }
        }
        int last = found == MOST ? unmatched : Math.max(unmatched, blockEnd);
        literals[found] = last - unmatched;
        matches[found] = 0;
        count = last > unmatched ? found + 1 : found;
        return last;
    }

    private static int lengthOf(byte[] bytes, int at, int candidate, int most) {
        int length = 0;
        while (length + Long.BYTES <= most) {
            long different = (long) LONG.get(bytes, at + length) ^ (long) LONG.get(bytes, candidate + length);
            if (different != 0) {
                return length + (Long.numberOfTrailingZeros(different) >>> 3);
            }
            length += Long.BYTES;
        }
        while (length < most && bytes[at + length] == bytes[candidate + length]) {
            length++;
        }
        return length;
    }

    private static int hash(int four) {
        return (four * MULTIPLIER) >>> (Integer.SIZE - TABLE_BITS);
    }
}
