package io.github.tcib.build.jib;

/** An instruction cannot be carried out, for a reason that lies in what the user wrote or in the context. Without place. */
final class InstructionException extends Exception {

    private static final long serialVersionUID = 1;

    InstructionException(String message) {
        super(message);
    }
}
