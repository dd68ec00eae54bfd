package io.github.tcib.oci;

import io.github.tcib.text.Printable;
import java.io.IOException;

/** Content that is damaged, of a kind that is not read, or not what was asked for. The message is worded for the user. */
public final class OciException extends IOException {

    public OciException(String message) {
        super(Printable.message(message));
    }

    public OciException(String message, Throwable cause) {
        super(Printable.message(message), cause);
    }
}
