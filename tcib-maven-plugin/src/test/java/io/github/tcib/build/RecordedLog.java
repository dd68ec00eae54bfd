package io.github.tcib.build;

import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Keeps the events of a build as short lines. */
public final class RecordedLog implements BuildLog {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch waiting = new CountDownLatch(1);

    private final Consumer<String> also;

    public RecordedLog() {
        this(event -> {});
    }

    /** @param also gets each event at once */
    public RecordedLog(Consumer<String> also) {
        this.also = also;
    }

    private void record(String event) {
        events.add(event);
        also.accept(event);
    }

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
        record("waiting " + holder);
        waiting.countDown();
    }

    @Override
    public void planned(BuildPlan plan) {
        plan.images()
                .forEach(image -> record("planned " + image.image().name() + ": "
                        + (image.isBuilt() ? String.join(", ", image.reasons()) : "cached")));
    }

    @Override
    public void started(ImageName image) {
        record("started " + image);
    }

    @Override
    public void retrying(ImageName image, int attempt, Duration wait, String why) {
        record("retrying " + image + " after " + attempt + ": " + why);
    }

    @Override
    public void stillRunning(List<RunningImage> running, Progress progress) {
        record("running " + running.stream().map(RunningImage::image).toList());
    }

    @Override
    public void finished(ImageResult result, Progress progress) {
        record("finished " + result.image() + " " + result.status().word() + " " + progress.done() + "/"
                + progress.total());
    }

    @Override
    public void warning(String message) {
        record("warning " + message);
    }

    @Override
    public void note(String message) {
        record("note " + message);
    }

    @Override
    public void ended(BuildResult result) {
        record("ended " + result.isComplete());
    }
}
