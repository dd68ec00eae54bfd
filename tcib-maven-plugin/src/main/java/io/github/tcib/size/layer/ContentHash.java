package io.github.tcib.size.layer;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** The first half of the SHA-256 of a file's content: enough to say that two files are alike, at half the memory. */
public record ContentHash(long high, long low) {

    static ContentHash of(byte[] sha256) {
        ByteBuffer bytes = ByteBuffer.wrap(sha256);
        return new ContentHash(bytes.getLong(), bytes.getLong());
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
