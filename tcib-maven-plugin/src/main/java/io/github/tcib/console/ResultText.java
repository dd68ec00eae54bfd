package io.github.tcib.console;

import static java.util.stream.Collectors.joining;

import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of a build in words. */
final class ResultText {

    private static final int QUANTITY_WIDTH = 11;
    private static final int STATUS_WIDTH = 7;

    private ResultText() {}

    /** One line for every image that something happened to; the cached ones are only counted elsewhere. */
    static List<String> table(BuildResult result) {
        List<ImageResult> shown = result.images().stream()
                .filter(image -> image.status() != ImageStatus.CACHED)
                .toList();
        int width = Columns.widthOf(shown.stream().map(ImageResult::image).toList());
        List<String> lines = new ArrayList<>();
        for (ImageResult image : shown) {
            String size = image.stored()
                    .map(stored -> Quantity.ofBytes(stored.sizeBytes()))
                    .orElse("");
            String time = image.effort().isPresent() ? Quantity.of(image.duration()) : "";
            lines.add("  " + Columns.left(image.image().value(), width) + "  "
                    + Columns.left(image.status().word(), STATUS_WIDTH + 1)
                    + Columns.right(time, QUANTITY_WIDTH)
                    + Columns.right(size, QUANTITY_WIDTH)
                    + "  " + image.reason());
        }
        if (!lines.isEmpty()) {
            lines.add(0, "results:");
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    /** The chain of images that took longest. */
    static Optional<String> criticalPath(BuildResult result) {
        if (result.criticalPath().isEmpty()) {
            return Optional.empty();
        }
        Map<ImageName, Duration> durations = new HashMap<>();
        result.images().forEach(image -> durations.put(image.image(), image.duration()));
        Duration total = result.criticalPath().stream()
                .map(image -> durations.getOrDefault(image, Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        return Optional.of("critical path, "
                + Quantity.of(total) + ": "
                + result.criticalPath().stream()
                        .map(image -> image + " (" + Quantity.of(durations.getOrDefault(image, Duration.ZERO)) + ")")
                        .collect(joining(" > ")));
    }

    /** How many images came out how. */
    static String totals(BuildResult result) {
        List<String> counts = new ArrayList<>();
        for (ImageStatus status : ImageStatus.values()) {
            int count = result.withStatus(status).size();
            if (count > 0) {
                counts.add(count + " " + status.word());
            }
        }
        return String.join(", ", counts) + " in " + Quantity.of(result.duration());
    }

    /** What is missing, every image by name; empty when nothing is. */
    static List<String> faults(BuildResult result) {
        List<String> lines = new ArrayList<>();
        if (result.interrupted()) {
            lines.add("the build was interrupted; the next one goes on from what is done");
        }
        addNames(lines, "failed", result.withStatus(ImageStatus.FAILED));
        addNames(lines, "skipped", result.withStatus(ImageStatus.SKIPPED));
        return lines;
    }

    private static void addNames(List<String> lines, String what, List<ImageResult> images) {
        if (!images.isEmpty()) {
            lines.add(what + ": "
                    + images.stream().map(image -> image.image().value()).collect(joining(", ")));
        }
    }
}
