package io.github.tcib.registry;

import java.io.IOException;

/** The body of an answer came, but whoever wanted it could not take it: no fault of the connection. */
final class UnwrittenAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    private final IOException why;

    UnwrittenAnswerException(IOException why) {
        super(why);
        this.why = why;
    }

    IOException why() {
        return why;
    }
}
