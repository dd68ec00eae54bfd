package io.github.tcib.console;

import static java.util.stream.Collectors.joining;

import io.github.tcib.model.Counted;
import io.github.tcib.patch.PackageChange;
import io.github.tcib.patch.Patch;
import io.github.tcib.patch.PatchLog;
import io.github.tcib.patch.PatchRequest;
import io.github.tcib.patch.PatchResult;
import io.github.tcib.patch.PatchStatus;
import io.github.tcib.patch.PatchedImage;
import io.github.tcib.rpm.RpmFile;
import io.github.tcib.rpm.RpmVersion;
import java.util.ArrayList;
import java.util.List;

/** Shows a patch of images as plain lines, for logs and CI. */
public final class PatchConsole implements PatchLog {

    private static final int STATUS_WIDTH = 9;
    private static final int QUANTITY_WIDTH = 10;
    private static final int MOST_NAMES = 8;

    private final Sink sink;

    public PatchConsole(Sink sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void started(PatchRequest request) {
        String images = Counted.of(request.targets().size(), "image");
        if (request.patch() instanceof Patch.Hotfix hotfix) {
            List<String> rpms =
                    hotfix.rpms().files().stream().map(RpmFile::label).toList();
            sink.info(images + ", " + Counted.of(rpms.size(), "RPM") + ": " + some(rpms));
        } else if (request.patch() instanceof Patch.Update update) {
            sink.info(
                    images + ", updating " + (update.packages().isEmpty() ? "all packages" : some(update.packages())));
        }
    }

    private static String some(List<String> names) {
        int more = names.size() - MOST_NAMES;
        return names.stream().limit(MOST_NAMES).collect(joining(", ")) + (more > 0 ? " and " + more + " more" : "");
    }

    @Override
    public synchronized void waitingForStore(String holder) {
        sink.info("waiting for " + holder);
    }

    @Override
    public synchronized void prepared(PatchedImage image, int done, int total) {
        String line = "[" + done + "/" + total + "] " + image.target().reference() + "  "
                + Quantity.of(image.duration()) + "  ";
        switch (image.status()) {
            case FAILED -> {
                sink.error(line + "failed: " + image.reason());
                sink.error("  the log is " + image.log());
            }
            case UNCHANGED, REFUSED -> sink.info(line + "unchanged: " + image.reason());
            case PATCHED -> {
                sink.info(line + Counted.of(image.changes().size(), "package"));
                changeLines(image.changes()).forEach(sink::info);
            }
        }
    }

    private static List<String> changeLines(List<PackageChange> changes) {
        int nameWidth =
                widest(changes.stream().map(change -> change.name().length()).toList());
        int fromWidth =
                widest(changes.stream().map(change -> from(change).length()).toList());
        return changes.stream()
                .map(change -> "  " + Columns.left(change.name(), nameWidth) + "  "
                        + Columns.left(from(change), fromWidth) + " -> "
                        + change.to().map(RpmVersion::toString).orElse("removed"))
                .toList();
    }

    private static String from(PackageChange change) {
        return change.from().map(RpmVersion::toString).orElse("new");
    }

    private static int widest(List<Integer> widths) {
        return widths.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    @Override
    public synchronized void warning(String message) {
        sink.warn(message);
    }

    @Override
    public synchronized void ended(PatchResult result) {
        if (!result.refusal().isEmpty()) {
            return; // why it was refused is the goal's failure
        }
        sink.info("results:");
        int width = widest(result.images().stream()
                .map(image -> image.target().reference().length())
                .toList());
        result.images().forEach(image -> sink.info(line(image, width)));
        List<String> counts = new ArrayList<>();
        for (PatchStatus status : PatchStatus.values()) {
            int count = result.withStatus(status).size();
            if (count > 0) {
                counts.add(count + " " + status.word());
            }
        }
        sink.info(String.join(", ", counts) + " in " + Quantity.of(result.duration()));
    }

    private static String line(PatchedImage image, int width) {
        String what = image.status() == PatchStatus.PATCHED
                ? image.target().newReference()
                        + image.stored().map(stored -> "  " + stored.digest()).orElse("")
                : image.reason();
        return "  " + Columns.left(image.target().reference(), width) + "  "
                + Columns.left(image.status().word(), STATUS_WIDTH)
                + Columns.right(Quantity.of(image.duration()), QUANTITY_WIDTH) + "  " + what;
    }
}
