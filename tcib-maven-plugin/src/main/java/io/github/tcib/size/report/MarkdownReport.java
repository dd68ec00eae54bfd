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

/** The report for a pull request: what breaks, what changed, and the table of images to unfold. */
final class MarkdownReport {

    private static final int MOST_CHANGES = 30;
    private static final int MOST_CAUSES = 3;

    private final SizeReport report;
    private final StringBuilder text = new StringBuilder();

    MarkdownReport(SizeReport report) {
        this.report = report;
    }

    String text() {
        text.setLength(0);
        SetFigures set = report.measured().set();
        text.append("## Image sizes: ").append(plain(report.title())).append("\n\n");
        text.append("**" + Counted.of(set.images(), "image") + "**, ");
        set.unpacked()
                .ifPresent(unpacked ->
                        text.append(Sizes.text(unpacked.distinctBytes())).append(" on disk, "));
        text.append(String.format(
                Locale.ROOT,
                "%s to pull, %s if nothing were shared (factor %.1f)",
                Sizes.text(set.packed().distinct()),
                Sizes.text(set.sums().naive()),
                set.sharingFactor()));
        text.append(set.unpacked()
                .map(unpacked -> ", " + Sizes.text(unpacked.wasteBytes()) + " wasted.\n")
                .orElse(".\n\nAll sizes are packed ones: only manifests were read.\n"));
        addBreaches();
        report.comparison().ifPresent(this::addComparison);
        addProfiles();
        addProblems();
        addImages();
        return text.toString();
    }

    private void addBreaches() {
        List<Breach> breaches = report.budgets().breaches();
        if (report.budgets().checks() == 0) {
            return;
        }
        text.append("\n### Budgets: ")
                .append(breaches.isEmpty() ? "all hold" : breaches.size() + " broken")
                .append('\n');
        if (!breaches.isEmpty()) {
            table("", "image", "limit", "what");
            for (Breach breach : breaches) {
                row(
                        breach.isFailure() ? "❌" : breach.waived().isPresent() ? "⏳" : "⚠️",
                        plain(breach.subject()),
                        breach.limit(),
                        plain(breach.message())
                                + breach.waived()
                                        .map(reason -> " (waived: " + plain(reason) + ")")
                                        .orElse(""));
            }
        }
    }

    private void addComparison(Comparison comparison) {
        List<Comparison.Change> changed = comparison.changes().stream()
                .filter(change -> change.state() != Comparison.State.SAME)
                .toList();
        text.append("\n### Since ").append(plain(comparison.baseline()));
        text.append(changed.isEmpty() ? ": no change\n" : comparison.packed() ? " (packed sizes)\n" : "\n");
        if (!changed.isEmpty()) {
            table("image", "", "own change", "size now", "because of");
            for (Comparison.Change change : changed.subList(0, Math.min(MOST_CHANGES, changed.size()))) {
                List<String> causes = new ArrayList<>();
                change.causes().stream()
                        .limit(MOST_CAUSES)
                        .forEach(cause -> causes.add(plain(cause.name()) + " " + Sizes.change(cause.change())));
                row(
                        plain(change.image()),
                        change.state().word(),
                        Sizes.change(change.ownChange()),
                        Sizes.text(change.after()),
                        String.join(", ", causes));
            }
        }
        long inherited = comparison.of(Comparison.State.SAME).stream()
                .filter(change -> change.inheritedChange() != 0)
                .count();
        if (inherited > 0) {
            text.append("\n")
                    .append(Counted.of(inherited, "other image"))
                    .append(" changed only by what they inherit.\n");
        }
        if (changed.size() > MOST_CHANGES) {
            text.append("\nAnd ").append(changed.size() - MOST_CHANGES).append(" more.\n");
        }
    }

    private void addProfiles() {
        if (!report.profiles().isEmpty()) {
            text.append("\n### What a node pulls\n");
            table("profile", "images", "cold", "on upgrade");
            for (ProfileFigures profile : report.profiles()) {
                row(
                        plain(profile.name()),
                        String.valueOf(profile.images().size()),
                        Sizes.text(profile.cold().packedBytes()),
                        profile.upgrade()
                                .map(upgrade -> Sizes.text(upgrade.packedBytes()))
                                .orElse("–"));
            }
        }
    }

    private void addProblems() {
        if (!report.problems().isEmpty()) {
            text.append("\n### Not whole\n\n");
            for (SizeProblem problem : report.problems()) {
                text.append("- ").append(plain(problem.message())).append('\n');
            }
        }
    }

    private void addImages() {
        text.append("\n<details><summary>All images</summary>\n");
        table("image", "size", "own", "amortised", "waste", "to pull");
        report.measured().ofTheSet().stream()
                .sorted(Comparator.comparingLong(
                                (ImageFigures image) -> image.shares().own())
                        .reversed()
                        .thenComparing(ImageFigures::name))
                .forEach(image -> row(
                        plain(image.name()),
                        Sizes.text(image.shares().all()),
                        Sizes.text(image.shares().own()),
                        Sizes.text(image.shares().amortised()),
                        image.bytes().map(bytes -> Sizes.text(bytes.waste())).orElse("?"),
                        Sizes.text(image.packed().all())));
        text.append("\n</details>\n");
    }

    private void table(String... columns) {
        text.append('\n');
        row(columns);
        text.append("|").append(" --- |".repeat(columns.length)).append('\n');
    }

    private void row(String... columns) {
        text.append('|');
        for (String column : columns) {
            text.append(' ').append(column).append(" |");
        }
        text.append('\n');
    }

    /** Text that is no mark-up: no table, no link, no HTML, no mention of a person. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        for (char c : Printable.of(name).toCharArray()) {
            switch (c) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                case '@' -> plain.append("&#64;");
                case '|', '\\', '`', '*', '_', '[', ']', '#', '~', '!' ->
                    plain.append('\\').append(c);
                default -> plain.append(c);
            }
        }
        return plain.toString();
    }
}
