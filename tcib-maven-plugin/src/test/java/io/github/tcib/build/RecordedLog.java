package io.github.tcib.build;

import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Keeps the events of a build as short lines. */
public final class RecordedLog implements BuildLog {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch waiting = new CountDownLatch(1);

    public List<String> events() {
        return events;
    }

    public List<String> events(String kind) {
        return events.stream().filter(event -> event.startsWith(kind + " ")).toList();
    }

    /** Blocks until the build waits for another one. */
    public void awaitWaiting() throws InterruptedException {
        waiting.await();
    }

    @Override
    public void waitingForStore(String holder) {
        events.add("waiting " + holder);
        waiting.countDown();
    }

    @Override
    public void planned(BuildPlan plan) {
        plan.images()
                .forEach(image -> events.add("planned " + image.image().name() + ": "
                        + (image.isBuilt() ? String.join(", ", image.reasons()) : "cached")));
    }

    @Override
    public void started(ImageName image) {
        events.add("started " + image);
    }

    @Override
    public void retrying(ImageName image, int attempt, Duration wait, String why) {
        events.add("retrying " + image + " after " + attempt + ": " + why);
    }

    @Override
    public void stillRunning(List<RunningImage> running, Progress progress) {
        events.add("running " + running.stream().map(RunningImage::image).toList());
    }

    @Override
    public void finished(ImageResult result, Progress progress) {
        events.add("finished " + result.image() + " " + result.status().word() + " " + progress.done() + "/"
                + progress.total());
    }

    @Override
    public void warning(String message) {
        events.add("warning " + message);
    }

    @Override
    public void ended(BuildResult result) {
        events.add("ended " + result.isComplete());
    }
}
