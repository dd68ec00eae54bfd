package io.github.tcib.patch;

/** A patch that is refused as a whole; nothing was made. The message is worded for the user. */
public final class PatchException extends Exception {

    private static final long serialVersionUID = 1L;

    public PatchException(String message) {
        super(message);
    }
}
