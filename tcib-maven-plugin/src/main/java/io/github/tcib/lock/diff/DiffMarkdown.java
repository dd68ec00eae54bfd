package io.github.tcib.lock.diff;

import io.github.tcib.lock.Nevra;
import io.github.tcib.lock.diff.ImageChange.State;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A difference for a pull request: the packages, each with the images it changes, and what is built anew. */
final class DiffMarkdown {

    private static final int MOST_IMAGES = 6;

    private final LockDiff diff;
    private final StringBuilder text = new StringBuilder();

    DiffMarkdown(LockDiff diff) {
        this.diff = diff;
    }

    String text() {
        text.setLength(0);
        text.append("## Locked packages (").append(diff.architecture()).append(")\n\n");
        if (diff.isEmpty()) {
            return text.append("No image changes.\n").toString();
        }
        text.append(DiffText.summaryOf(diff)).append('\n');
        addPackages();
        addImages();
        return text.toString();
    }

    private void addPackages() {
        if (diff.packages().isEmpty()) {
            return;
        }
        Map<PackageChange, TreeSet<String>> images = new HashMap<>();
        diff.images()
                .forEach(image -> image.changes()
                        .forEach(change -> images.computeIfAbsent(change, one -> new TreeSet<>())
                                .add(image.image().value())));
        text.append("\n| package | change | before | after | in |\n|---|---|---|---|---|\n");
        for (PackageChange change : diff.packages()) {
            TreeSet<String> in = images.getOrDefault(change, new TreeSet<>());
            String names = in.stream()
                    .limit(MOST_IMAGES)
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("");
            text.append("| ")
                    .append(change.name())
                    .append(" | ")
                    .append(change.kind().word())
                    .append(" | ")
                    .append(change.before().map(Nevra::evr).orElse(""))
                    .append(" | ")
                    .append(change.after().map(Nevra::evr).orElse(""))
                    .append(" | ")
                    .append(names)
                    .append(in.size() > MOST_IMAGES ? " and " + (in.size() - MOST_IMAGES) + " more" : "")
                    .append(" |\n");
        }
    }

    private void addImages() {
        Map<String, TreeSet<String>> byReason = new TreeMap<>();
        for (ImageChange image : diff.images()) {
            if (image.state() == State.SAME) {
                continue;
            }
            String reason = switch (image.state()) {
                case INHERITED -> "built on " + image.cause().orElse("");
                case CHANGED -> image.cause().orElse("packages change");
                default -> image.state().word();
            };
            byReason.computeIfAbsent(reason, one -> new TreeSet<>())
                    .add(image.image().value());
        }
        text.append("\n<details><summary>Images</summary>\n\n| why | images |\n|---|---|\n");
        byReason.forEach((reason, images) -> text.append("| ")
                .append(reason)
                .append(" | ")
                .append(String.join(", ", images))
                .append(" |\n"));
        text.append("\n</details>\n");
    }
}
