package io.github.tcib.registry;

import java.io.IOException;

/** A server sends more than any answer of its kind has. */
final class OversizedAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    OversizedAnswerException(long limit) {
        super("its answer has more than " + limit + " bytes, which is the limit");
    }
}
