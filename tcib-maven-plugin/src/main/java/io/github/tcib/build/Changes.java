package io.github.tcib.build;

import io.github.tcib.build.BuildHistory.LastBuild;
import io.github.tcib.build.ImageKey.Step;
import io.github.tcib.model.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Says in words what changed since the last build of an image. */
final class Changes {

    private static final int MOST_LINES = 3;
    private static final int MOST_PACKAGES = 3;

    private Changes() {}

    /** What is different in a key, most telling first; empty when nothing is. */
    static List<String> between(LastBuild last, ImageKey key) {
        List<String> changes = new ArrayList<>();
        addIngredients(changes, last.ingredients(), LastBuild.shortIngredients(key));
        addSteps(changes, last.steps(), LastBuild.shortSteps(key), key.steps());
        return changes;
    }

    private static void addIngredients(
            List<String> changes, SortedMap<String, String> before, SortedMap<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        addPackages(changes, before, now, names);
        for (String name : names) {
            change(before, now, name).ifPresent(changes::add);
        }
    }

    private static Optional<String> change(
            SortedMap<String, String> before, SortedMap<String, String> now, String name) {
        if (!now.containsKey(name)) {
            return Optional.of(name + " is gone");
        }
        if (!before.containsKey(name)) {
            return Optional.of(name + " is new");
        }
        return String.valueOf(now.get(name)).equals(before.get(name))
                ? Optional.empty()
                : Optional.of(name + " changed");
    }

    /** Packages by name as long as they are few; takes away the names that are dealt with. */
    private static void addPackages(
            List<String> changes, SortedMap<String, String> before, SortedMap<String, String> now, Set<String> names) {
        if (isLocked(before) != isLocked(now)) {
            changes.add(isLocked(now) ? "its packages are locked now" : "its packages are no longer locked");
            names.removeIf(name -> name.startsWith(ImageKey.PACKAGE) || name.startsWith(ImageKey.REPOSITORY));
        }
        List<String> packages = names.stream()
                .filter(name -> name.startsWith(ImageKey.PACKAGE))
                .map(name -> change(before, now, name))
                .flatMap(Optional::stream)
                .toList();
        names.removeIf(name -> name.startsWith(ImageKey.PACKAGE));
        changes.addAll(packages.subList(0, Math.min(packages.size(), MOST_PACKAGES)));
        if (packages.size() > MOST_PACKAGES) {
            changes.add((packages.size() - MOST_PACKAGES) + " more packages changed");
        }
    }

    private static boolean isLocked(SortedMap<String, String> ingredients) {
        return ingredients.keySet().stream().anyMatch(name -> name.startsWith(ImageKey.PACKAGE));
    }

    private static void addSteps(List<String> changes, List<String> before, List<String> now, List<Step> steps) {
        int shorter = Math.min(before.size(), now.size());
        int same = 0;
        while (same < shorter && before.get(same).equals(now.get(same))) {
            same++;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < shorter - same
                && before.get(before.size() - 1 - sameAtEnd).equals(now.get(now.size() - 1 - sameAtEnd))) {
            sameAtEnd++;
        }
        int gone = before.size() - same - sameAtEnd;
        List<Step> fresh = steps.subList(same, now.size() - sameAtEnd);
        if (fresh.isEmpty() && gone > 0) {
            changes.add(gone == 1 ? keywordOf(before.get(same)) + " was removed" : gone + " instructions were removed");
        }
        for (Step step : fresh.subList(0, Math.min(fresh.size(), MOST_LINES))) {
            changes.add(step.keyword() + " line " + step.line() + (gone == 0 ? " is new" : " changed"));
        }
        if (fresh.size() > MOST_LINES) {
            changes.add(Counted.of(fresh.size() - MOST_LINES, "more line") + " changed");
        }
    }

    private static String keywordOf(String step) {
        return step.substring(0, Math.max(0, step.indexOf(' ')));
    }
}
