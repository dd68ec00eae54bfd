package io.github.tcib.build.jib;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.file.FileFault;
import io.github.tcib.registry.RegistryException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Turns what goes wrong in the engine into build failures, which say whether another attempt may succeed. */
final class Failures {

    private Failures() {}

    /** Work on the store. */
    interface Work<T> {
        T run() throws IOException, JibBuildException, InterruptedException;
    }

    static <T> T guard(Work<T> work) throws BuildFailure, InterruptedException {
        try {
            return work.run();
        } catch (JibBuildException e) {
            throw new BuildFailure(Kind.DETERMINISTIC, String.valueOf(e.getMessage()));
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("interrupted").initCause(e);
        } catch (IOException e) {
            boolean passing =
                    e instanceof RemoteException || (e instanceof RegistryException registry && registry.isPassing());
            throw new BuildFailure(passing ? Kind.TRANSIENT : Kind.DETERMINISTIC, FileFault.reasonOf(e));
        }
    }

    /** As {@link #guard}, but no longer than a limit; zero for no limit. */
    static <T> T within(Duration limit, Work<T> work) throws BuildFailure, InterruptedException {
        if (limit.isZero()) {
            return guard(work);
        }
        FutureTask<T> task = new FutureTask<>(() -> guard(work));
        Thread thread = new Thread(task, Thread.currentThread().getName() + " build");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BuildFailure(
                    Kind.TIMEOUT, "it took longer than " + limit.toSeconds() + " s (tcib.timeout)", Optional.empty());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BuildFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }
}
