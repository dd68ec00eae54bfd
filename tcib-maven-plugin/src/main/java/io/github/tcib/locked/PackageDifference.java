package io.github.tcib.locked;

import io.github.tcib.lock.Nevra;
import io.github.tcib.rpm.RpmPackage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the packages of an image differ from those that are locked.
 *
 * @param unlocked packages it has and should not have
 * @param missing packages it should have and has not
 */
record PackageDifference(List<String> unlocked, List<String> missing) {

    private static final int MOST_NAMED = 20;

    /** Keys are packages to RPM, and they are no packages of a lock. */
    private static final String KEY = "gpg-pubkey";

    /** Compares what lies in an image's database with what is locked. */
    static PackageDifference of(Collection<RpmPackage> installed, Collection<Nevra> locked) {
        List<String> unlocked = new ArrayList<>();
        SortedSet<Nevra> missing = new TreeSet<>(locked);
        for (RpmPackage one : installed) {
            if (!one.name().equals(KEY)) {
                Optional<Nevra> nevra = Nevra.parse(one.label());
                if (nevra.isEmpty() || !locked.contains(nevra.get())) {
                    unlocked.add(one.label());
                } else {
                    missing.remove(nevra.get());
                }
            }
        }
        return new PackageDifference(
                unlocked, missing.stream().map(Nevra::toString).toList());
    }

    /** The packages that should not be there, in words. */
    String unlockedWords() {
        return named(unlocked);
    }

    /** The packages that should be there, in words. */
    String missingWords() {
        return named(missing);
    }

    private static String named(List<String> names) {
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMED ? first + " and " + (names.size() - MOST_NAMED) + " more" : first;
    }
}
