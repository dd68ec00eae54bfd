package io.github.tcib.rpm;

import io.github.tcib.text.Printable;

/** A package file that cannot be used. The message is worded for the user and names the file. */
public final class RpmFileException extends Exception {

    private static final long serialVersionUID = 1L;

    RpmFileException(String message) {
        super(Printable.message(message));
    }
}
