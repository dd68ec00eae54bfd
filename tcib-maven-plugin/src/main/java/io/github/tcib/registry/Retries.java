package io.github.tcib.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * How often requests are repeated when that may help, and after what wait: twice as long each time, by chance between half of
 * that and one and a half, and at least as long as the registry asks for.
 *
 * @param attempts how often a request is tried in all
 * @param first the wait after the first attempt, before chance
 * @param longest the longest wait, also when the registry asks for more
 */
public record Retries(int attempts, Duration first, Duration longest) {

    private static final int DOUBLINGS = 20;

    /** Five attempts, waits of about 1, 2, 4 and 8 seconds, and at most two minutes when the registry asks for it. */
    public static Retries usual() {
        return new Retries(5, Duration.ofSeconds(1), Duration.ofMinutes(2));
    }

    /** A request that may be repeated. */
    interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * Tries until it succeeds, fails for good, or was tried often enough.
     *
     * @param what is tried, for the notices
     * @param notices told before each wait
     */
    <T> T run(String what, Consumer<String> notices, Attempt<T> attempt) throws IOException, InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                return attempt.run();
            } catch (RegistryException e) {
                if (e.kind() != RegistryException.Kind.TRANSIENT || e.isTriedOften()) {
                    throw e;
                }
                if (attempts == 1) {
                    throw e;
                }
                if (tried == attempts) {
                    throw RegistryException.afterManyAttempts(
                            e.getMessage() + " (" + what + " was tried " + tried + " times)");
                }
                Duration wait = waitAfter(tried, e);
                notices.accept(what + ": " + e.getMessage() + "; trying again in " + seconds(wait) + " s ("
                        + (tried + 1) + " of " + attempts + ")");
                Thread.sleep(wait.toMillis());
            }
        }
    }

    private Duration waitAfter(int attempt, RegistryException failure) {
        long doubled = first.toMillis() << Math.min(attempt - 1, DOUBLINGS);
        long millis = Math.min(doubled, longest.toMillis());
        long jittered = Math.round(millis * (0.5 + ThreadLocalRandom.current().nextDouble()));
        long asked = failure.retryAfter().orElse(Duration.ZERO).toMillis();
        return Duration.ofMillis(Math.min(Math.max(jittered, asked), longest.toMillis()));
    }

    private static String seconds(Duration wait) {
        return String.format(java.util.Locale.ROOT, "%.1f", wait.toMillis() / 1000.0);
    }
}
