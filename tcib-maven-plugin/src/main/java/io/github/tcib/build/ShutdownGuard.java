package io.github.tcib.build;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of the JVM (Ctrl-C, SIGTERM) into an interrupt of the building thread, and holds the JVM until that thread has
 * cleaned up.
 */
public final class ShutdownGuard implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private ShutdownGuard(Thread guarded) {
        this.hook = new Thread(() -> end(guarded), "tcib shutdown");
    }

    /** Guards this thread until the guard is closed. */
    public static ShutdownGuard ofThisThread() {
        ShutdownGuard guard = new ShutdownGuard(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    private void end(Thread guarded) {
        guarded.interrupt();
        try {
            if (!done.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                guarded.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook has done its work.
        }
    }
}
