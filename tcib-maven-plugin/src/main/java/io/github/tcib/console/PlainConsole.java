package io.github.tcib.console;

import static java.util.stream.Collectors.joining;

import io.github.tcib.build.BuildLog;
import io.github.tcib.build.BuildPlan;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.StoredImage;
import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.List;

/** Shows a build as plain lines, for logs and CI. */
public final class PlainConsole implements BuildLog {

    private static final int STATUS_WIDTH = 7;
    private static final int QUANTITY_WIDTH = 11;

    private final Sink sink;
    private int nameWidth;

    public PlainConsole(Sink sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void waitingForStore(String holder) {
        sink.info("waiting for " + holder);
    }

    @Override
    public synchronized void planned(BuildPlan plan) {
        nameWidth = Columns.widthOf(
                plan.toBuild().stream().map(planned -> planned.image().name()).toList());
        PlanText.brief(plan).forEach(sink::info);
    }

    /** Nothing: the line of the finished image says it all, and there may be a hundred. */
    @Override
    public synchronized void started(ImageName image) {}

    @Override
    public synchronized void retrying(ImageName image, int attempt, Duration wait, String why) {
        sink.warn(image + ": attempt " + attempt + " failed, next one in " + Quantity.of(wait) + ": " + why);
    }

    @Override
    public synchronized void stillRunning(List<RunningImage> running, Progress progress) {
        sink.info(position(progress) + " still at work: "
                + running.stream()
                        .map(one -> one.image() + " (" + Quantity.of(one.elapsed()) + ")")
                        .collect(joining(", ")));
    }

    @Override
    public synchronized void finished(ImageResult result, Progress progress) {
        String line = position(progress) + " " + Columns.left(result.image().value(), nameWidth) + "  "
                + Columns.left(result.status().word(), STATUS_WIDTH);
        switch (result.status()) {
            case BUILT ->
                sink.info(line
                        + quantity(Quantity.of(result.duration()))
                        + quantity(Quantity.ofBytes(
                                result.stored().map(StoredImage::sizeBytes).orElse(0L)))
                        + attempts(result));
            case FAILED -> {
                sink.error(line + quantity(Quantity.of(result.duration())) + "  " + result.reason() + attempts(result));
                explain(result);
            }
            case SKIPPED -> sink.warn(line + "  " + result.reason());
            case CACHED, EXCLUDED -> sink.info(line + "  " + result.reason());
        }
    }

    @Override
    public synchronized void warning(String message) {
        sink.warn(message);
    }

    @Override
    public synchronized void note(String message) {
        sink.info(message);
    }

    @Override
    public synchronized void ended(BuildResult result) {
        ResultText.table(result).forEach(sink::info);
        ResultText.criticalPath(result).ifPresent(sink::info);
        sink.info(ResultText.totals(result));
        ResultText.faults(result).forEach(sink::error);
    }

    private void explain(ImageResult result) {
        result.failure().ifPresent(failure -> {
            result.effort().ifPresent(effort -> sink.error("  the log is " + effort.log() + ", it ends with"));
            failure.lastLines().forEach(last -> sink.error("  | " + last));
            failure.command().ifPresent(command -> sink.error("  to run it again: " + command));
        });
    }

    private static String attempts(ImageResult result) {
        int attempts = result.effort().map(ImageResult.Effort::attempts).orElse(0);
        return attempts > 1 ? "  (" + attempts + " attempts)" : "";
    }

    private static String quantity(String text) {
        return Columns.right(text, QUANTITY_WIDTH);
    }

    private static String position(Progress progress) {
        String total = String.valueOf(progress.total());
        return "[" + Columns.right(String.valueOf(progress.done()), total.length()) + "/" + total + "]";
    }
}
