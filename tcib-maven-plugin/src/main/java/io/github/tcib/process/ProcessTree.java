package io.github.tcib.process;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Processes with all their descendants, to be ended together. */
public final class ProcessTree {

    /** How long the kernel gets to remove killed processes. */
    private static final Duration REMOVAL = Duration.ofSeconds(5);

    private final Set<ProcessHandle> processes = new LinkedHashSet<>();

    private ProcessTree(Collection<ProcessHandle> roots) {
        roots.forEach(this::addWithDescendants);
    }

    /** A process and what descends from it now. */
    public static ProcessTree of(ProcessHandle root) {
        return new ProcessTree(Set.of(root));
    }

    /** Some processes and what descends from them now. */
    public static ProcessTree of(Collection<ProcessHandle> roots) {
        return new ProcessTree(roots);
    }

    /**
     * Asks the processes to end (SIGTERM), then kills those that do not (SIGKILL). Waits for the end of all, also when the
     * thread is interrupted.
     *
     * @param grace how long they have to end themselves
     */
    public void end(Duration grace) {
        processes.forEach(ProcessHandle::destroy);
        await(grace);
        Set.copyOf(processes).forEach(this::addWithDescendants);
        processes.forEach(ProcessHandle::destroyForcibly);
        await(REMOVAL);
    }

    private void addWithDescendants(ProcessHandle root) {
        processes.add(root);
        root.descendants().forEach(processes::add);
    }

    private void await(Duration limit) {
        CompletableFuture.allOf(processes.stream()
                        .filter(ProcessHandle::isAlive)
                        .map(ProcessHandle::onExit)
                        .toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
