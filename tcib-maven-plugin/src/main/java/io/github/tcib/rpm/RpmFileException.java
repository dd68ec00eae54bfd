package io.github.tcib.rpm;

/** A package file that cannot be used. The message is worded for the user and names the file. */
public final class RpmFileException extends Exception {

    private static final long serialVersionUID = 1L;

    RpmFileException(String message) {
        super(message);
    }
}
