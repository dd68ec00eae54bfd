package io.github.tcib.rpm;

/** A database that cannot be read. The message is worded for the user. */
public final class RpmDatabaseException extends Exception {

    private static final long serialVersionUID = 1L;

    RpmDatabaseException(String message) {
        super(message);
    }

    RpmDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
