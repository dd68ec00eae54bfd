package io.github.tcib.size.report;

import io.github.tcib.model.Counted;
import io.github.tcib.size.Breach;
import io.github.tcib.size.Comparison;
import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.ProfileFigures;
import io.github.tcib.size.SetFigures;
import io.github.tcib.size.SizeProblem;
import io.github.tcib.size.SizeReport;
import io.github.tcib.size.Sizes;
import io.github.tcib.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report for a terminal: the tree of images with their sizes, and in short what else there is to say. */
public final class ConsoleReport {

    private static final int MOST_CHANGES = 10;
    private static final int MOST_CAUSES = 3;

    private final SizeReport report;
    private final List<String> lines = new ArrayList<>();

    public ConsoleReport(SizeReport report) {
        this.report = report;
    }

    /** The lines, without line ends. */
    public List<String> lines() {
        lines.clear();
        List<Row> rows = new ArrayList<>();
        addRows(Optional.empty(), "", rows);
        int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(5);
        lines.add(padded("image", width) + row("size", "own", "amortised", "waste"));
        for (Row row : rows) {
            ImageFigures.Shares shares = row.image().shares();
            lines.add(padded(row.name(), width)
                    + row(
                            Sizes.text(shares.all()),
                            Sizes.text(shares.own()),
                            row.image().external() ? "-" : Sizes.text(shares.amortised()),
                            row.image()
                                    .bytes()
                                    .map(bytes -> Sizes.text(bytes.wasteOwn()))
                                    .orElse("?")));
        }
        addSet();
        addProfiles();
        report.comparison().ifPresent(this::addComparison);
        addBudgets();
        for (SizeProblem problem : report.problems()) {
            lines.add(
                    problem.severity().word().toUpperCase(Locale.ROOT) + ": " + Printable.sentence(problem.message()));
        }
        return List.copyOf(lines);
    }

    private record Row(String name, ImageFigures image) {}

    private void addRows(Optional<String> parent, String indent, List<Row> rows) {
        List<ImageFigures> children = report.measured().images().stream()
                .filter(image -> image.parent().equals(parent))
                .sorted(Comparator.comparing(ImageFigures::name))
                .toList();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            ImageFigures child = children.get(i);
            String branch = parent.isEmpty() ? "" : last ? "└─ " : "├─ ";
            rows.add(new Row(indent + branch + Printable.of(child.name()), child));
            String deeper = parent.isEmpty() ? "" : last ? "   " : "│  ";
            addRows(Optional.of(child.name()), indent + deeper, rows);
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String row(String... columns) {
        StringBuilder row = new StringBuilder();
        for (String column : columns) {
            row.append(String.format("%11s", column));
        }
        return row.toString();
    }

    private void addSet() {
        SetFigures set = report.measured().set();
        if (report.measured().isManifestsOnly()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s in %s: %s to pull; %s if nothing were shared (%.1f times as much)",
                    Counted.of(set.images(), "image"),
                    Counted.of(set.layers(), "layer"),
                    Sizes.text(set.packed().distinct()),
                    Sizes.text(set.packed().naive()),
                    set.sharingFactor()));
            lines.add(
                    "All sizes are packed ones: only manifests were read. Unpacked sizes, waste and packages are unknown.");
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s in %s: %s on disk, %s to pull; %s if nothing were shared (%.1f times as much)",
                Counted.of(set.images(), "image"),
                Counted.of(set.layers(), "layer"),
                Sizes.text(set.sums().distinct()),
                Sizes.text(set.packed().distinct()),
                Sizes.text(set.sums().naive()),
                set.sharingFactor()));
        long waste = set.unpacked().map(SetFigures.Unpacked::wasteBytes).orElse(0L);
        lines.add("Wasted: " + Sizes.text(waste) + " that later layers hide. Twice in sibling images: "
                + Sizes.text(report.measured().siblings().contentSavedBytes()) + " of contents, "
                + Sizes.text(report.measured().siblings().packageSavedBytes()) + " of packages.");
    }

    private void addProfiles() {
        for (ProfileFigures profile : report.profiles()) {
            lines.add("Profile " + Printable.of(profile.name()) + ": "
                    + Counted.of(profile.images().size(), "image") + ", "
                    + Sizes.text(profile.cold().packedBytes()) + " to pull cold"
                    + profile.upgrade()
                            .map(upgrade -> ", " + Sizes.text(upgrade.packedBytes()) + " on upgrade")
                            .orElse(""));
        }
    }

    private void addComparison(Comparison comparison) {
        List<Comparison.Change> changed = comparison.changes().stream()
                .filter(change -> change.state() != Comparison.State.SAME)
                .toList();
        long inherited = comparison.of(Comparison.State.SAME).stream()
                .filter(change -> change.inheritedChange() != 0)
                .count();
        lines.add("Since " + Printable.of(comparison.baseline()) + (comparison.packed() ? " (packed sizes)" : "") + ": "
                + comparison.of(Comparison.State.ADDED).size() + " added, "
                + comparison.of(Comparison.State.REMOVED).size() + " removed, "
                + comparison.of(Comparison.State.GREW).size() + " grew, "
                + comparison.of(Comparison.State.SHRANK).size() + " shrank"
                + inheriting(inherited));
        for (Comparison.Change change : changed.subList(0, Math.min(MOST_CHANGES, changed.size()))) {
            lines.add("  " + Printable.of(change.image()) + " " + change.state().word() + " "
                    + Sizes.change(change.ownChange()));
            change.causes().stream()
                    .limit(MOST_CAUSES)
                    .forEach(cause -> lines.add("    " + Sizes.change(cause.change()) + " " + Printable.of(cause.name())
                            + (cause.detail().isEmpty() ? "" : " (" + Printable.of(cause.detail()) + ")")));
        }
        if (changed.size() > MOST_CHANGES) {
            lines.add("  and " + (changed.size() - MOST_CHANGES) + " more, see the report");
        }
    }

    private static String inheriting(long images) {
        return images == 0
                ? ""
                : "; " + Counted.of(images, "other image only inherits", "other images only inherit") + " a change";
    }

    private void addBudgets() {
        if (report.budgets().checks() > 0) {
            lines.add("Budgets: " + Counted.of(report.budgets().checks(), "check") + ", "
                    + report.budgets().breaches().size() + " broken, "
                    + Counted.of(report.budgets().failures().size(), "of these fails", "of these fail") + " the build");
        }
        for (Breach breach : report.budgets().breaches()) {
            lines.add("  " + textOf(breach));
        }
    }

    /** A breach on one line. */
    public static String textOf(Breach breach) {
        String what = breach.waived()
                .map(reason -> "waived: " + Printable.sentence(reason))
                .orElse(breach.severity().word());
        return Printable.of(breach.subject()) + ": " + breach.limit() + ": " + Printable.sentence(breach.message())
                + " [" + Printable.of(breach.budget()) + ", " + what + "]";
    }
}
