package io.github.tcib.template.python;

import java.time.Duration;

/** Counts what one rendering does, and ends it when it is too much. */
public final class Budget {
    private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 2048;
    private static final int CHARS_PER_STEP = 8;

    private final long maxSteps;
    private final int maxChars;
    private final Duration maxTime;
    private final long deadline;
    private long steps;
    private long nextLook = STEPS_BETWEEN_LOOKS_AT_THE_CLOCK;

    public Budget(long maxSteps, int maxChars, Duration maxTime) {
        this.maxSteps = maxSteps;
        this.maxChars = maxChars;
        this.maxTime = maxTime;
        this.deadline = System.nanoTime() + maxTime.toNanos();
    }

    /** Takes note of work that is about to be done. */
    public void charge(long count) {
        steps += count;
        if (count < 0 || steps > maxSteps || steps < 0) {
            steps = maxSteps;
            throw Fault.evaluation("rendering takes more than " + maxSteps + " steps");
        }
        if (steps >= nextLook) {
            nextLook = steps + STEPS_BETWEEN_LOOKS_AT_THE_CLOCK;
            checkTime();
        }
    }

    /** Takes note of a text that is about to be made, of that many characters. */
    public void chargeChars(long count) {
        checkLength(count);
        charge(1 + count / CHARS_PER_STEP);
    }

    /** Refuses a text that would be that long, if it is too long. */
    public void checkLength(long count) {
        if (count > maxChars || count < 0) {
            throw Fault.evaluation("a text would be longer than " + maxChars + " characters");
        }
    }

    /** Takes note of a text that was made. */
    public Py.Str text(String text) {
        chargeChars(text.length());
        return Py.Str.of(text);
    }

    public void checkTime() {
        if (System.nanoTime() - deadline > 0) {
            throw Fault.evaluation("rendering takes longer than " + maxTime.toMillis() + " ms");
        }
    }
}
