package io.github.tcib.build;

import java.util.Optional;

/** Something that keeps an image, or the whole tree, from being built; the message is for the user and complete. */
public final class BuildFailure extends Exception {

    private static final long serialVersionUID = 1;

    /** Whether trying again may help. */
    public enum Kind {
        /** The network, a server or a lock: another attempt may succeed. */
        TRANSIENT,
        /** The same steps would fail again. */
        DETERMINISTIC,
        /** It took longer than allowed. */
        TIMEOUT
    }

    private final Kind kind;
    private final String message;
    private final transient Optional<String> command;

    /** A failure without a command that would show it again. */
    public BuildFailure(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /** @param command what to type to see the failure again, quoted for a shell and without secrets */
    public BuildFailure(Kind kind, String message, Optional<String> command) {
        super(message);
        this.kind = kind;
        this.message = message;
        this.command = command;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** Whether another attempt may succeed. */
    public Kind kind() {
        return kind;
    }

    /** What to type to see the failure again. */
    public Optional<String> command() {
        return command;
    }
}
