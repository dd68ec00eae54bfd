package io.github.tcib.registry;

import io.github.tcib.text.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A registry did not do what it was asked for; the message says what is wrong and what to do, and holds no secrets. */
public final class RegistryException extends IOException {

    private static final long serialVersionUID = 1;

    /** What a failure is about. */
    public enum Kind {
        /** The network, or a passing fault of the registry: trying again may help. */
        TRANSIENT,
        /** The registry as a whole: its name, certificate, login. Other requests to it will fail too. */
        REGISTRY,
        /** This repository or this request. */
        REQUEST,
        /** A blob or manifest that the registry does not have. */
        MISSING
    }

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;
    private final boolean triedOften;

    public RegistryException(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /** @param retryAfter how long the registry asks to wait before trying again */
    RegistryException(Kind kind, String message, Optional<Duration> retryAfter) {
        this(kind, message, retryAfter, false);
    }

    private RegistryException(Kind kind, String message, Optional<Duration> retryAfter, boolean triedOften) {
        super(Printable.message(message));
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.triedOften = triedOften;
    }

    /** A passing failure that has not passed, so that whoever asked for more than this attempt need not repeat it. */
    static RegistryException afterManyAttempts(String message) {
        return new RegistryException(Kind.TRANSIENT, message, Optional.empty(), true);
    }

    boolean isTriedOften() {
        return triedOften;
    }

    /** Whether another attempt may succeed. */
    public boolean isPassing() {
        return kind == Kind.TRANSIENT;
    }

    public Kind kind() {
        return kind;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
