package io.github.tcib.registry;

import java.io.IOException;
import java.time.Duration;

/** Nothing moved for too long. */
final class StalledException extends IOException {

    private static final long serialVersionUID = 1;

    private final long sent;

    StalledException(Duration limit, long sent, long size) {
        super(
                sent < size
                        ? "nothing was taken for " + limit.toSeconds() + " s, after " + sent + " of " + size + " bytes"
                        : "no answer within " + limit.toSeconds() + " s");
        this.sent = sent;
    }

    /** Whether not one byte of the body was taken. */
    boolean beforeTheBody() {
        return sent == 0;
    }
}
