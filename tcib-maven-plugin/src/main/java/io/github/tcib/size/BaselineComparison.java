package io.github.tcib.size;

import io.github.tcib.size.Comparison.Cause;
import io.github.tcib.size.Comparison.Change;
import io.github.tcib.size.Comparison.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Compares images with a baseline. What an image inherits is told at the ancestor that changed, so that the growth of a base
 * is told once and not at each of its hundred children.
 */
final class BaselineComparison {

    private static final int MOST_CAUSES = 20;

    private final Measured measured;
    private final Baseline baseline;
    private final boolean packed;
    private final Map<String, ImageFigures> now = new TreeMap<>();

    BaselineComparison(Measured measured, Baseline baseline) {
        this.measured = measured;
        this.baseline = baseline;
        this.packed = comparesPacked(measured, baseline);
        measured.images().forEach(image -> now.put(image.name(), image));
    }

    /** Manifests tell packed sizes only, on either side; all images of a side come from one source. */
    private static boolean comparesPacked(Measured measured, Baseline baseline) {
        return measured.isManifestsOnly()
                || baseline.images().values().stream()
                        .anyMatch(image -> image.bytes().isEmpty());
    }

    /** Why the two have no size in common that could be compared; empty when they have. */
    static Optional<String> obstacle(Measured measured, Baseline baseline) {
        if (!comparesPacked(measured, baseline)) {
            return Optional.empty();
        }
        return baseline.images().entrySet().stream()
                .filter(entry -> entry.getValue().packedBytes().isEmpty())
                .findFirst()
                .map(entry -> "nothing is compared with " + baseline.description() + ": it does not tell how much "
                        + entry.getKey() + " is when packed, and "
                        + (measured.isManifestsOnly()
                                ? "the manifests in the registry tell nothing else"
                                : "of other images it tells nothing else"));
    }

    Comparison compare() {
        List<Change> changes = new ArrayList<>();
        for (ImageFigures image : measured.images()) {
            Optional<Baseline.Image> before =
                    Optional.ofNullable(baseline.images().get(image.name()));
            if (before.isPresent()) {
                changes.add(changed(image, before.get()));
            } else if (!image.external()) {
                changes.add(new Change(
                        image.name(), image.parent(), State.ADDED, 0, sizeOf(image), ownOf(image), 0, List.of()));
            }
        }
        baseline.images().forEach((name, image) -> {
            if (!now.containsKey(name)) {
                long before = sizeOf(image).orElse(0);
                changes.add(new Change(
                        name,
                        image.parent(),
                        State.REMOVED,
                        before,
                        0,
                        -image.ownBytes().orElse(before),
                        0,
                        List.of()));
            }
        });
        changes.sort(Comparator.comparing((Change change) -> change.state() == State.SAME)
                .thenComparing(Comparator.comparingLong((Change change) -> Math.abs(change.ownChange()))
                        .reversed())
                .thenComparing(Change::image));
        return new Comparison(baseline.description(), packed, changes);
    }

    private Change changed(ImageFigures image, Baseline.Image before) {
        long all = sizeOf(image) - sizeOf(before).orElse(0);
        long own = ownChange(image, before, all);
        State state = own > 0 ? State.GREW : own < 0 ? State.SHRANK : State.SAME;
        List<Cause> causes = state == State.SAME || measured.isManifestsOnly() ? List.of() : causes(image, before);
        return new Change(
                image.name(), image.parent(), state, sizeOf(before).orElse(0), sizeOf(image), own, all - own, causes);
    }

    /**
     * Without own sizes in the baseline, what the parent grew by is inherited; the parent's own size is told likewise. Ancestors
     * that the baseline does not have are told as added, and were part of the image before.
     */
    private long ownChange(ImageFigures image, Baseline.Image before, long all) {
        if (!packed && before.ownBytes().isPresent() && before.parent().equals(image.parent())) {
            return image.shares().own() - before.ownBytes().getAsLong();
        }
        Optional<ImageFigures> parent = parentOf(image);
        OptionalLong parentBefore = nearestBefore(image).map(this::sizeOf).orElse(OptionalLong.empty());
        if (parent.isPresent() && parentBefore.isPresent()) {
            return all - (sizeOf(parent.get()) - parentBefore.getAsLong());
        }
        return all;
    }

    private Optional<Baseline.Image> nearestBefore(ImageFigures image) {
        Optional<ImageFigures> ancestor = parentOf(image);
        while (ancestor.isPresent()) {
            Baseline.Image before = baseline.images().get(ancestor.get().name());
            if (before != null) {
                return Optional.of(before);
            }
            ancestor = parentOf(ancestor.get());
        }
        return Optional.empty();
    }

    private Optional<ImageFigures> parentOf(ImageFigures image) {
        return image.parent().flatMap(name -> Optional.ofNullable(now.get(name)));
    }

    private long sizeOf(ImageFigures image) {
        return packed ? image.packed().all() : image.shares().all();
    }

    private long ownOf(ImageFigures image) {
        return packed ? image.packed().own() : image.shares().own();
    }

    private OptionalLong sizeOf(Baseline.Image image) {
        return packed ? image.packedBytes() : image.bytes();
    }

    private static List<Cause> causes(ImageFigures image, Baseline.Image before) {
        List<Cause> causes = new ArrayList<>();
        if (!before.owners().isEmpty()) {
            causes.addAll(packageCauses(image.owners(), before.owners()));
        }
        if (!before.files().isEmpty()) {
            causes.addAll(fileCauses(image.files(), before.files()));
        }
        causes.sort(Comparator.comparingLong((Cause cause) -> Math.abs(cause.change()))
                .reversed()
                .thenComparing(Cause::name));
        return causes.subList(0, Math.min(MOST_CAUSES, causes.size()));
    }

    private static final class Both {
        private long before;
        private long after;
        private String beforeVersion = "";
        private String afterVersion = "";
    }

    private static List<Cause> packageCauses(List<OwnerBytes> after, List<OwnerBytes> before) {
        Map<String, Both> both = new TreeMap<>();
        for (OwnerBytes one : before) {
            Both entry = both.computeIfAbsent(one.owner().identity(), name -> new Both());
            entry.before += one.bytes();
            entry.beforeVersion = one.owner().version();
        }
        for (OwnerBytes one : after) {
            Both entry = both.computeIfAbsent(one.owner().identity(), name -> new Both());
            entry.after += one.bytes();
            entry.afterVersion = one.owner().version();
        }
        List<Cause> causes = new ArrayList<>();
        both.forEach((name, entry) -> {
            if (entry.before != entry.after) {
                causes.add(new Cause(name, true, versions(entry), entry.after - entry.before));
            }
        });
        return causes;
    }

    private static String versions(Both entry) {
        if (entry.before == 0) {
            return ("new " + entry.afterVersion).strip();
        }
        if (entry.after == 0) {
            return ("gone " + entry.beforeVersion).strip();
        }
        return entry.beforeVersion.equals(entry.afterVersion)
                ? entry.afterVersion
                : entry.beforeVersion + " → " + entry.afterVersion;
    }

    /** A file that only one side lists may have been too small for the other's list, so that only clear cases are told. */
    private static List<Cause> fileCauses(List<FileBytes> after, List<FileBytes> before) {
        Map<String, Long> old = sizes(before);
        Map<String, Long> current = sizes(after);
        long smallestOld = smallest(before);
        long smallestNow = smallest(after);
        List<Cause> causes = new ArrayList<>();
        current.forEach((path, bytes) -> {
            Long was = old.get(path);
            if (was != null && !was.equals(bytes)) {
                causes.add(new Cause(path, false, "changed", bytes - was));
            } else if (was == null && bytes > smallestOld) {
                causes.add(new Cause(path, false, "new", bytes));
            }
        });
        old.forEach((path, bytes) -> {
            if (!current.containsKey(path) && bytes > smallestNow) {
                causes.add(new Cause(path, false, "gone", -bytes));
            }
        });
        return causes;
    }

    /** Below this a list may have left something out; a short list is complete. */
    private static long smallest(List<FileBytes> files) {
        return files.size() < SizeSettings.LARGEST_FILES
                ? 0
                : files.stream().mapToLong(FileBytes::bytes).min().orElse(0);
    }

    private static Map<String, Long> sizes(List<FileBytes> files) {
        Map<String, Long> sizes = new HashMap<>();
        files.forEach(file -> sizes.merge(file.path(), file.bytes(), Long::sum));
        return sizes;
    }
}
