package io.github.tcib.containerfile;

/** The arguments of an instruction cannot be read; the message says what is wrong, without the place. */
public final class MalformedInstructionException extends Exception {

    public MalformedInstructionException(String message) {
        super(message);
    }
}
