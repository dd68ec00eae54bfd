package io.github.tcib.size;

import java.util.Optional;

/**
 * A limit that does not hold.
 *
 * @param budget name of the budget
 * @param limit its limit's word
 * @param subject the image or profile; {@code [set]} for the set
 * @param severity what comes of it
 * @param message what the limit is, and what was found
 * @param waived why it is let pass; empty if it is not
 */
public record Breach(
        String budget, String limit, String subject, Severity severity, String message, Optional<String> waived) {

    /** What a breach of the set as a whole is about. */
    public static final String SET = "[set]";

    /** Whether the goal fails for it. */
    public boolean isFailure() {
        return severity == Severity.FAIL && waived.isEmpty();
    }
}
