package io.github.tcib.containerfile;

import io.github.tcib.text.Printable;

/** The arguments of an instruction cannot be read; the message says what is wrong, without the place. */
public final class MalformedInstructionException extends Exception {

    public MalformedInstructionException(String message) {
        super(Printable.message(message));
    }
}
