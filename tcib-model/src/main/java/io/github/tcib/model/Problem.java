package io.github.tcib.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One thing that is wrong in what the user wrote, worded for the user.
 *
 * @param location where it stands
 * @param message what is wrong, one sentence without a full stop
 * @param hint what to do about it, such as "did you mean 'tcib_packages'?"
 */
public record Problem(Location location, String message, Optional<String> hint) implements Comparable<Problem> {

    /** What is quoted in a message may be anything. */
    private static final int LONGEST = 8_000;

    public Problem {
        requireNonNull(location);
        message = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
        requireNonNull(hint);
    }

    public static Problem of(Location location, String message) {
        return new Problem(location, message, Optional.empty());
    }

    public static Problem of(Location location, String message, String hint) {
        return new Problem(location, message, Optional.of(hint));
    }

    /** Writes {@code file:line:column: message; hint}. */
    @Override
    public String toString() {
        return location + ": " + message + hint.map(h -> "; " + h).orElse("");
    }

    @Override
    public int compareTo(Problem other) {
        int byLocation = location.compareTo(other.location);
        return byLocation != 0 ? byLocation : message.compareTo(other.message);
    }
}
