package io.github.tcib.build.jib;

/** An image cannot be built from what the user wrote; the message names image, place, fault and remedy. */
public final class JibBuildException extends Exception {

    private static final long serialVersionUID = 1;

    public JibBuildException(String message) {
        super(message);
    }
}
