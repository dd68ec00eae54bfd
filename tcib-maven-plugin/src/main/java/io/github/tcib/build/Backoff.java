package io.github.tcib.build;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before another attempt: twice as long each time, and by chance between half of that and one and a half, so
 * that many builders do not come back to a struggling mirror at the same moment.
 *
 * @param first the wait after the first attempt, before chance
 * @param longest the longest wait, before chance
 */
record Backoff(Duration first, Duration longest) {

    private static final int DOUBLINGS = 20;

    Duration after(int attempt, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(attempt - 1, DOUBLINGS);
        long millis = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.round(millis * (0.5 + random.nextDouble())));
    }
}
