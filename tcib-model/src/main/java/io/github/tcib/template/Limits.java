package io.github.tcib.template;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much one call of {@link Templating#render} may do before it is refused.
 *
 * @param maxOutputChars length of one rendered text, in UTF-16 units
 * @param maxDepth nesting of expressions and statements, and of variables that refer to variables
 * @param maxSteps nodes evaluated and items made; eight characters of text made on the way count as one
 * @param maxTime wall-clock time
 */
public record Limits(int maxOutputChars, int maxDepth, long maxSteps, Duration maxTime) {

    public Limits {
        requireNonNull(maxTime);
        if (maxOutputChars < 1 || maxDepth < 1 || maxSteps < 1 || maxTime.isNegative() || maxTime.isZero()) {
            throw new IllegalArgumentException("limits have to be positive");
        }
    }

    /** Far above what a layout needs: 10 million characters, 100 levels, 5 million steps, 10 seconds. */
    public static Limits defaults() {
        return new Limits(10_000_000, 100, 5_000_000, Duration.ofSeconds(10));
    }
}
