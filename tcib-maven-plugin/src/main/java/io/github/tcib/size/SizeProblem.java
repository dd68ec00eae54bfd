package io.github.tcib.size;

/**
 * Something that makes a report less than whole.
 *
 * @param severity whether the goal fails for it
 * @param message place, what is wrong, what to do
 */
public record SizeProblem(Severity severity, String message) {

    static SizeProblem warning(String message) {
        return new SizeProblem(Severity.WARN, message);
    }

    static SizeProblem failure(String message) {
        return new SizeProblem(Severity.FAIL, message);
    }
}
