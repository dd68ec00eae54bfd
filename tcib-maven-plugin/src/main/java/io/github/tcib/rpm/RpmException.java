package io.github.tcib.rpm;

import io.github.tcib.text.Printable;

/** A database or a package that cannot be read, or whose signature is not good. The message is worded for the user. */
public final class RpmException extends Exception {

    private static final long serialVersionUID = 1L;

    RpmException(String message) {
        super(Printable.message(message));
    }

    public RpmException(String message, Throwable cause) {
        super(Printable.message(message), cause);
    }
}
