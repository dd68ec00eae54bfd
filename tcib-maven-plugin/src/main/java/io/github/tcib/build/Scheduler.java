package io.github.tcib.build;

import io.github.tcib.build.BuildLog.Progress;
import io.github.tcib.build.BuildLog.RunningImage;
import io.github.tcib.build.BuildPlan.PlannedImage;
import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Builds the images of a plan, several at once: each starts the moment its parent is done, and a failure holds up nothing but
 * the images built on it. One thread decides; the others only build.
 */
final class Scheduler {

    private final BuildSettings settings;
    private final Duration heartbeat;
    private final BuildLog log;

    private final Map<ImageName, List<PlannedImage>> children = new HashMap<>();
    private final Map<ImageName, ImageResult> results = new LinkedHashMap<>();
    private final Map<ImageName, Long> running = new LinkedHashMap<>();
    private final PriorityQueue<PlannedImage> ready;
    private Optional<ImageName> firstFailure = Optional.empty();
    private final BlockingQueue<ImageResult> completed = new LinkedBlockingQueue<>();

    /**
     * @param heartbeat how long nothing may be said while images are being built
     * @param order which of several images that could start comes first
     */
    Scheduler(BuildSettings settings, Duration heartbeat, Comparator<PlannedImage> order, BuildLog log) {
        this.settings = settings;
        this.heartbeat = heartbeat;
        this.log = log;
        this.ready = new PriorityQueue<>(order);
    }

    /** How the images that were to be built came out, and whether the thread was interrupted meanwhile. */
    record Ended(Collection<ImageResult> results, boolean interrupted) {}

    /** Builds one image; every failure but an interrupt is in the result. */
    interface Work {
        ImageResult build(PlannedImage image) throws InterruptedException;
    }

    /** Builds what the plan says. An interrupt ends what is running; it is reported, not thrown. */
    Ended run(List<PlannedImage> images, Work work) {
        queue(images);
        ExecutorService workers = Executors.newFixedThreadPool(settings.threads(), this::worker);
        boolean interrupted = false;
        try {
            buildAll(images, work, workers);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            workers.shutdownNow();
        }
        if (interrupted) {
            endEverything(images, workers);
        }
        return new Ended(List.copyOf(results.values()), interrupted);
    }

    private void queue(List<PlannedImage> images) {
        for (PlannedImage planned : images) {
            Optional<ImageName> parent = ImageResult.parentOf(planned.image());
            if (parent.filter(children::containsKey).isPresent()) {
                childrenOf(parent.get()).add(planned);
            } else {
                ready.add(planned);
            }
            children.put(planned.image().name(), new ArrayList<>());
        }
    }

    private void buildAll(List<PlannedImage> images, Work work, ExecutorService workers) throws InterruptedException {
        long lastWord = System.nanoTime();
        while (results.size() < images.size()) {
            while (running.size() < settings.threads() && !ready.isEmpty()) {
                start(ready.remove(), work, workers);
            }
            long silence = System.nanoTime() - lastWord;
            ImageResult result = completed.poll(heartbeat.toNanos() - silence, TimeUnit.NANOSECONDS);
            if (result == null) {
                log.stillRunning(runningImages(), new Progress(results.size(), images.size()));
            } else {
                finish(result, images);
            }
            lastWord = System.nanoTime();
        }
    }

    private void start(PlannedImage planned, Work work, ExecutorService workers) {
        ImageName name = planned.image().name();
        running.put(name, System.nanoTime());
        log.started(name);
        workers.execute(() -> completed.add(resultOf(planned, work)));
    }

    private static ImageResult resultOf(PlannedImage planned, Work work) {
        try {
            return work.build(planned);
        } catch (InterruptedException e) {
            return ImageResult.untried(planned.image(), ImageStatus.FAILED, "interrupted");
        } catch (RuntimeException | Error e) {
            // A fault of ours must not leave the others waiting for this image.
            return ImageResult.untried(planned.image(), ImageStatus.FAILED, "internal error: " + e);
        }
    }

    private void finish(ImageResult result, List<PlannedImage> images) {
        running.remove(result.image());
        results.put(result.image(), result);
        log.finished(result, new Progress(results.size(), images.size()));
        if (result.status() == ImageStatus.FAILED) {
            skipChildren(result.image(), result.image(), images.size());
            firstFailure = firstFailure.or(() -> Optional.of(result.image()));
        } else {
            ready.addAll(childrenOf(result.image()));
        }
        if (settings.failFast() && firstFailure.isPresent()) {
            skipReady(firstFailure.get(), images.size());
        }
    }

    private void skipReady(ImageName failed, int total) {
        String why = "not started, because " + failed + " failed and tcib.failFast is set";
        while (!ready.isEmpty()) {
            PlannedImage next = ready.remove();
            skip(next, why, total);
            ready.addAll(childrenOf(next.image().name()));
        }
    }

    private void skipChildren(ImageName parent, ImageName failed, int total) {
        for (PlannedImage child : childrenOf(parent)) {
            skip(child, (parent.equals(failed) ? "parent " : "ancestor ") + failed + " failed", total);
            skipChildren(child.image().name(), failed, total);
        }
    }

    private void skip(PlannedImage planned, String why, int total) {
        ImageResult result = ImageResult.untried(planned.image(), ImageStatus.SKIPPED, why);
        results.put(result.image(), result);
        log.finished(result, new Progress(results.size(), total));
    }

    /** Waits until the workers have ended their processes, and says of every other image that it was not reached. */
    private void endEverything(List<PlannedImage> images, ExecutorService workers) {
        boolean waiting = true;
        while (waiting) {
            try {
                waiting = !workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                // Ending is what an interrupt asks for, and that is under way.
            }
        }
        List<ImageResult> last = new ArrayList<>();
        completed.drainTo(last);
        last.forEach(result -> {
            results.put(result.image(), result);
            log.finished(result, new Progress(results.size(), images.size()));
        });
        images.stream()
                .filter(planned -> !results.containsKey(planned.image().name()))
                .forEach(planned -> results.put(
                        planned.image().name(),
                        ImageResult.untried(planned.image(), ImageStatus.SKIPPED, "not reached before the interrupt")));
    }

    private List<PlannedImage> childrenOf(ImageName image) {
        return Optional.ofNullable(children.get(image)).orElseThrow();
    }

    private List<RunningImage> runningImages() {
        long now = System.nanoTime();
        return running.entrySet().stream()
                .map(entry -> new RunningImage(entry.getKey(), Duration.ofNanos(now - entry.getValue())))
                .toList();
    }

    private Thread worker(Runnable task) {
        Thread thread = new Thread(task, "tcib build");
        thread.setDaemon(true);
        return thread;
    }
}
