package io.github.tcib.locked;

/** Something that keeps images from being built of locked packages. The message is worded for the user. */
public final class LockedBuildException extends Exception {

    private static final long serialVersionUID = 1;

    LockedBuildException(String message) {
        super(message);
    }

    LockedBuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
