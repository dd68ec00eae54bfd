package io.github.tcib.console;

import static java.util.stream.Collectors.joining;

import io.github.tcib.build.BuildPlan;
import io.github.tcib.build.BuildPlan.PlannedImage;
import io.github.tcib.model.Counted;
import io.github.tcib.model.ImageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan in words. */
public final class PlanText {

    private static final int MOST_NAMES = 8;

    private PlanText() {}

    /** What will be done, and why for every image. */
    public static List<String> full(BuildPlan plan) {
        List<String> lines = new ArrayList<>(List.of(summary(plan)));
        int width = Columns.widthOf(
                plan.images().stream().map(planned -> planned.image().name()).toList());
        for (PlannedImage planned : plan.images()) {
            lines.add("  " + Columns.left(planned.image().name().value(), width) + "  "
                    + (planned.isBuilt() ? "build   " + reasonOf(planned) : "cached"));
        }
        return lines;
    }

    /** What will be done, and why, images with the same reason together. */
    static List<String> brief(BuildPlan plan) {
        List<String> lines = new ArrayList<>(List.of(summary(plan)));
        Map<String, List<ImageName>> byReason = new LinkedHashMap<>();
        for (PlannedImage planned : plan.toBuild()) {
            byReason.computeIfAbsent(reasonOf(planned), reason -> new ArrayList<>())
                    .add(planned.image().name());
        }
        byReason.forEach((reason, images) -> lines.add("  " + reason + ": " + names(images)));
        return lines;
    }

    private static String summary(BuildPlan plan) {
        return Counted.of(plan.images().size(), "image") + ": " + plan.toBuild().size() + " to build, "
                + plan.cached().size() + " cached";
    }

    private static String reasonOf(PlannedImage planned) {
        return String.join(", ", planned.reasons());
    }

    private static String names(List<ImageName> images) {
        String first = images.stream().limit(MOST_NAMES).map(ImageName::value).collect(joining(", "));
        int more = images.size() - MOST_NAMES;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
