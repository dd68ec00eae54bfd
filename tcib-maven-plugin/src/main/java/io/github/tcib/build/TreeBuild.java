package io.github.tcib.build;

import io.github.tcib.build.BuildPlan.PlannedImage;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a tree of images: plan, schedule, build, report. */
public final class TreeBuild {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1));
    private static final Duration HEARTBEAT = Duration.ofMinutes(1);

    private final BuildRequest request;
    private final BuildEngines engines;
    private final BuildLog log;
    private final Backoff backoff;
    private final Duration heartbeat;
    private final List<ImageName> images;

    public TreeBuild(BuildRequest request, BuildEngines engines, BuildLog log) {
        this(request, engines, log, BACKOFF, HEARTBEAT);
    }

    TreeBuild(BuildRequest request, BuildEngines engines, BuildLog log, Backoff backoff, Duration heartbeat) {
        this.request = request;
        this.engines = engines;
        this.log = log;
        this.backoff = backoff;
        this.heartbeat = heartbeat;
        this.images =
                request.imagesInOrder().stream().map(ImageDefinition::name).toList();
    }

    /**
     * Finds out what is to be done and why, without building anything. Bases that are missing are pulled.
     *
     * @throws BuildFailure when the store or a context cannot be read
     */
    public BuildPlan plan() throws BuildFailure, InterruptedException {
        return plan(BuildMemory.read(engines, images, log::warning));
    }

    /**
     * Builds what is not in the store yet and writes the results, also when images fail. When the thread is interrupted or the
     * JVM is ended, running steps are ended and what they leave behind is removed; the result then says that it was
     * interrupted, and the thread is interrupted again.
     *
     * @throws BuildFailure when nothing could be built at all, or the results could not be written
     */
    @SuppressWarnings("try") // guard and lock do their work by being open
    public BuildResult run() throws BuildFailure, InterruptedException {
        try (ShutdownGuard guard = ShutdownGuard.ofThisThread();
                StoreLock lock = StoreLock.acquire(stateDirectories(), log::waitingForStore)) {
            long start = System.nanoTime();
            removeLeftovers();
            BuildMemory memory = BuildMemory.read(engines, images, log::warning);
            BuildPlan plan = plan(memory);
            log.planned(plan);

            Scheduler scheduler =
                    new Scheduler(request.settings(), heartbeat, new BuildOrder(plan, request.graph(), memory), log);
            Scheduler.Ended ended = scheduler.run(plan.toBuild(), new ImageBuilder(request, engines, backoff, log));
            if (ended.interrupted()) {
                removeLeftovers();
            }
            Optional<BuildFailure> unfinished = finish();
            remember(plan, ended.results(), memory);
            BuildResult result = report(plan, ended, Duration.ofNanos(System.nanoTime() - start));
            if (unfinished.isPresent()) {
                throw unfinished.get();
            }
            return result;
        }
    }

    private BuildPlan plan(BuildMemory memory) throws BuildFailure, InterruptedException {
        return new Planner(request, engines, memory).plan();
    }

    private Collection<Path> stateDirectories() {
        return engines.enginesFor(images).stream()
                .map(BuildEngine::stateDirectory)
                .distinct()
                .toList();
    }

    private void removeLeftovers() throws InterruptedException {
        for (BuildEngine engine : engines.enginesFor(images)) {
            engine.removeLeftovers();
        }
    }

    /** An engine that cannot finish its images keeps neither the other engine nor the report from being finished. */
    private Optional<BuildFailure> finish() throws InterruptedException {
        Optional<BuildFailure> first = Optional.empty();
        for (BuildEngine engine : engines.enginesFor(images)) {
            try {
                engine.finish(log::note);
            } catch (BuildFailure e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        return first;
    }

    private static void remember(BuildPlan plan, Collection<ImageResult> results, BuildMemory memory) {
        Map<ImageName, ImageResult> built = new HashMap<>();
        results.stream()
                .filter(result -> result.status() == ImageStatus.BUILT)
                .forEach(result -> built.put(result.image(), result));
        if (built.isEmpty()) {
            return;
        }
        for (PlannedImage planned : plan.toBuild()) {
            ImageResult result = built.get(planned.image().name());
            if (result != null) {
                memory.historyOf(result.image()).add(planned.image().reference(), planned.key(), result.duration());
            }
        }
        memory.write();
    }

    private BuildResult report(BuildPlan plan, Scheduler.Ended ended, Duration duration) throws BuildFailure {
        Map<ImageName, ImageResult> results = new HashMap<>();
        ended.results().forEach(result -> results.put(result.image(), result));
        List<ImageResult> all = new ArrayList<>();
        for (PlannedImage planned : plan.images()) {
            all.add(planned.cached()
                    .map(stored -> ImageResult.untried(planned.image(), ImageStatus.CACHED, "")
                            .withStored(stored))
                    .orElseGet(() -> results.get(planned.image().name())));
        }
        request.leftOut().forEach((image, reason) -> all.add(ImageResult.excluded(image, reason)));
        BuildResult result =
                new BuildResult(all, CriticalPath.of(ended.results(), request.graph()), duration, ended.interrupted());
        log.ended(result);
        new BuildResultFile(request.outputs().resultFile()).write(result);
        if (ended.interrupted()) {
            Thread.currentThread().interrupt();
        }
        return result;
    }
}
