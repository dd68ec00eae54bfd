package io.github.tcib.registry;

import java.io.IOException;

/** A registry did not give what was asked for; the message is worded for the user. */
public final class RegistryException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean passing;

    RegistryException(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** Whether another attempt may succeed. */
    public boolean isPassing() {
        return passing;
    }
}
