package io.github.tcib.push;

/** Nothing can be pushed, and why. */
public final class PushException extends Exception {

    private static final long serialVersionUID = 1;

    public PushException(String message) {
        super(message);
    }
}
