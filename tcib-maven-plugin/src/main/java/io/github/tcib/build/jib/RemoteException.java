package io.github.tcib.build.jib;

import java.io.IOException;

/** Another machine did not answer or answered with a fault of its own: trying again may help. */
public final class RemoteException extends IOException {

    private static final long serialVersionUID = 1;

    public RemoteException(String message, Throwable cause) {
        super(message, cause);
    }

    public RemoteException(String message) {
        super(message);
    }
}
