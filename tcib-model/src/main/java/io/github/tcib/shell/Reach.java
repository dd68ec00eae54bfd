package io.github.tcib.shell;

/** Whether a command of a script is run when nothing before it fails. */
public enum Reach {
    /** It is run. */
    ALWAYS,
    /** It depends on what is known only where the script runs. */
    MAYBE,
    /** It is in a branch whose condition compares texts that differ, or the other way round. */
    NEVER;

    Reach and(Reach other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Reach or(Reach other) {
        return compareTo(other) <= 0 ? this : other;
    }

    Reach not() {
        return switch (this) {
            case ALWAYS -> NEVER;
            case MAYBE -> MAYBE;
            case NEVER -> ALWAYS;
        };
    }
}
