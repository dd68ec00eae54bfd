package io.github.tcib.rpm;

/** A database or a package that cannot be read, or whose signature is not good. The message is worded for the user. */
public final class RpmException extends Exception {

    private static final long serialVersionUID = 1L;

    RpmException(String message) {
        super(message);
    }

    RpmException(String message, Throwable cause) {
        super(message, cause);
    }
}
