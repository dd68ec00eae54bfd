package io.github.tcib.build;

import io.github.tcib.build.BuildPlan.PlannedImage;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** Builds one image: brings its parent into the engine's store, tries, and tries again after failures that may pass. */
final class ImageBuilder implements Scheduler.Work {

    private final BuildRequest request;
    private final BuildEngines engines;
    private final Backoff backoff;
    private final BuildLog log;
    private final ImageLabels labels;
    private final AtomicBoolean warnedOfLogs = new AtomicBoolean();

    ImageBuilder(BuildRequest request, BuildEngines engines, Backoff backoff, BuildLog log) {
        this.request = request;
        this.engines = engines;
        this.backoff = backoff;
        this.log = log;
        this.labels = new ImageLabels(request.graph(), request.project());
    }

    @Override
    public ImageResult build(PlannedImage planned) throws InterruptedException {
        long start = System.nanoTime();
        ImageName name = planned.image().name();
        try (AttemptLog attempts = new AttemptLog(request.outputs().logOf(name), this::warnOnce)) {
            int most = request.settings().retries() + 1;
            for (int attempt = 1; ; attempt++) {
                attempts.begin("attempt " + attempt + " of " + most + ", "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS));
                try {
                    StoredImage stored = attempt(planned, attempts);
                    return built(planned, stored, since(start), attempt);
                } catch (BuildFailure failure) {
                    attempts.fail(failure.getMessage());
                    if (failure.kind() != BuildFailure.Kind.TRANSIENT || attempt == most) {
                        return failed(planned, failure, attempts, since(start), attempt);
                    }
                    Duration wait = backoff.after(attempt, RandomGenerator.getDefault());
                    log.retrying(name, attempt, wait, failure.getMessage());
                    Thread.sleep(wait.toMillis());
                }
            }
        }
    }

    private StoredImage attempt(PlannedImage planned, AttemptLog attempts) throws BuildFailure, InterruptedException {
        ImageDefinition image = planned.image();
        BuildEngine engine = engines.engineFor(image.name());
        Optional<ImageName> parent = ImageResult.parentOf(image);
        if (parent.isPresent() && engines.engineFor(parent.get()) != engine) {
            String reference = image.parent().reference();
            engine.adopt(engines.engineFor(parent.get()).lend(reference), reference);
        }
        for (String reference : ExternalImages.of(image)) {
            engine.provide(reference);
        }
        return engine.build(new ImageTask(
                image,
                request.contextOf(image),
                labels.labelsOf(image, planned.key()),
                labels.annotationsOf(image),
                request.project().created(),
                request.settings().timeout(),
                attempts::add));
    }

    private ImageResult built(PlannedImage planned, StoredImage stored, Duration duration, int attempts) {
        return result(planned, ImageStatus.BUILT, String.join(", ", planned.reasons()), duration, attempts)
                .withStored(stored);
    }

    private ImageResult failed(
            PlannedImage planned, BuildFailure failure, AttemptLog attempts, Duration duration, int attempt) {
        return result(planned, ImageStatus.FAILED, failure.getMessage(), duration, attempt)
                .withFailure(new ImageResult.Failure(attempts.lastLines(), failure.command()));
    }

    private ImageResult result(
            PlannedImage planned, ImageStatus status, String reason, Duration duration, int attempts) {
        ImageDefinition image = planned.image();
        Path file = request.outputs().logOf(image.name());
        return ImageResult.untried(image, status, reason)
                .withEffort(
                        new ImageResult.Effort(engines.engineFor(image.name()).name(), duration, attempts, file));
    }

    /** A disk is full for all logs at once: saying it for a hundred images would hide everything else. */
    private void warnOnce(String message) {
        if (warnedOfLogs.compareAndSet(false, true)) {
            log.warning(message);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
