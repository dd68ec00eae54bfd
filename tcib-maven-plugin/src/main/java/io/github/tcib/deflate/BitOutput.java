package io.github.tcib.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits on their way into bytes, the lowest first (RFC 1951, section 3.1.1). The caller sees to it that there is room. */
final class BitOutput {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WHOLE_BYTES = ~7;

    private final byte[] bytes;
    private int position;
    private long pending;
    private int count;

    /** @param capacity most bytes that are ever written */
    BitOutput(int capacity) {
        this.bytes = new byte[capacity + Long.BYTES];
    }

    byte[] bytes() {
        return bytes;
    }

    /** How many whole bytes were written. */
    int length() {
        return position;
    }

    /** At most 56 bits; bits of the value above its length are zero. */
    void write(long value, int length) {
        pending |= value << count;
        count += length;
        LONG.set(bytes, position, pending);
        position += count >>> 3;
        pending >>>= count & WHOLE_BYTES;
        count &= 7;
    }

    /**
     * Writes a block's literals and matches.
     *
     * @param literalCode codes and lengths as {@link Symbols#joined} gives them
     */
    void write(Matches matches, byte[] content, int from, int[] literalCode, int[] distanceCode) {
        // Local names, since the compiler keeps those in registers.
        byte[] target = bytes;
        int to = position;
        long bits = pending;
        int held = count;
        int at = from;
        for (int i = 0; i < matches.count(); i++) {
            int stop = at + matches.literals(i);
            while (at < stop) {
                // Three codes and what is held fit.
                int most = Math.min(stop, at + 3);
                while (at < most) {
                    int literal = literalCode[content[at++] & 0xff];
                    bits |= Symbols.code(literal) << held;
                    held += Symbols.length(literal);
                }
                LONG.set(target, to, bits);
                to += held >>> 3;
                bits >>>= held & WHOLE_BYTES;
                held &= 7;
            }
            int match = matches.match(i);
            if (match != 0) {
                int length = match >>> 16;
                int distance = match & 0xffff;
                at += length;
                int symbol = Symbols.ofLength(length);
                int code = literalCode[symbol];
                bits |= Symbols.code(code) << held;
                held += Symbols.length(code);
                bits |= (long) Symbols.lengthExtra(length, symbol) << held;
                held += Symbols.lengthExtraBits(symbol);
                symbol = Symbols.ofDistance(distance);
                code = distanceCode[symbol];
                bits |= Symbols.code(code) << held;
                held += Symbols.length(code);
                bits |= (long) Symbols.distanceExtra(distance, symbol) << held;
                held += Symbols.distanceExtraBits(symbol);
                LONG.set(target, to, bits);
                to += held >>> 3;
                bits >>>= held & WHOLE_BYTES;
                held &= 7;
            }
        }
        position = to;
        pending = bits;
        count = held;
    }

    /** How many bits it takes to come to the end of a byte, after some more bits. */
    int padding(int after) {
        return -(count + after) & 7;
    }

    /** Copies bytes; the bits before have to end at a byte. */
    void writeBytes(byte[] content, int from, int length) {
        System.arraycopy(content, from, bytes, position, length);
        position += length;
    }
}
