package io.github.tcib.oci;

import java.io.IOException;

/** Content that is damaged, of a kind that is not read, or not what was asked for. The message is worded for the user. */
public final class OciException extends IOException {

    public OciException(String message) {
        super(message);
    }

    public OciException(String message, Throwable cause) {
        super(message, cause);
    }
}
