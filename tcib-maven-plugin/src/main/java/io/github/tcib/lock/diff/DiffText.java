package io.github.tcib.lock.diff;

import io.github.tcib.lock.diff.ImageChange.State;
import io.github.tcib.model.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A difference as lines for the console. */
public final class DiffText {

    private DiffText() {}

    /** What changes where; nothing about what stays. */
    public static List<String> of(LockDiff diff) {
        List<String> lines = new ArrayList<>();
        if (diff.isEmpty()) {
            lines.add("No image changes: "
                    + Counted.of(
                            diff.images().size(),
                            "image has the packages it is locked with.",
                            "images have the packages they are locked with."));
            return lines;
        }
        lines.add(summaryOf(diff));
        diff.bases().forEach(base -> lines.add("base " + base + ": another image"));
        for (ImageChange image : diff.images()) {
            if (image.state() == State.SAME || image.state() == State.INHERITED) {
                continue;
            }
            lines.add(image.image() + ": " + image.state().word()
                    + image.cause().map(cause -> ", " + cause).orElse(""));
            if (image.state() != State.ADDED) {
                image.changes().forEach(change -> lines.add("    " + change.text()));
            }
        }
        String inherited = inheritedIn(diff);
        if (!inherited.isEmpty()) {
            lines.add("Built anew on these: " + inherited);
        }
        return lines;
    }

    /** How much changes, in one line. */
    static String summaryOf(LockDiff diff) {
        List<String> parts = new ArrayList<>();
        for (PackageChange.Kind kind : PackageChange.Kind.values()) {
            if (diff.count(kind) > 0) {
                parts.add(diff.count(kind) + " " + kind.word());
            }
        }
        return "Packages: " + (parts.isEmpty() ? "none change" : String.join(", ", parts)) + "; "
                + diff.rebuilt().size() + " of " + Counted.of(diff.images().size(), "image")
                + (diff.rebuilt().size() == 1 ? " is" : " are") + " built anew.";
    }

    private static String inheritedIn(LockDiff diff) {
        return diff.images().stream()
                .filter(image -> image.state() == State.INHERITED)
                .map(image -> image.image().value())
                .collect(Collectors.joining(", "));
    }
}
