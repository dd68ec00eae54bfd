package io.github.tcib.lint;

import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.util.Comparator;
import java.util.Optional;

/**
 * One place where a rule is not kept.
 *
 * @param rule the rule
 * @param severity as configured; never {@link Severity#OFF}
 * @param problem where and what, worded for the user
 */
public record Finding(Rule rule, Severity severity, Problem problem) implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::problem).thenComparing(Finding::rule);

    public Location location() {
        return problem.location();
    }

    public String message() {
        return problem.message();
    }

    public Optional<String> hint() {
        return problem.hint();
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** Writes {@code file:line:column: severity: message; hint [rule]}. */
    @Override
    public String toString() {
        return location() + ": " + severity.word() + ": " + message()
                + hint().map(text -> "; " + text).orElse("") + " [" + rule.id() + "]";
    }
}
