package io.github.tcib.patch;

import io.github.tcib.rpm.RpmVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What happened to a package.
 *
 * @param name such as {@code openstack-nova-api}
 * @param architecture such as {@code noarch}
 * @param from the version it had; empty when it is new
 * @param to the version it has; empty when it is gone
 */
public record PackageChange(String name, String architecture, Optional<RpmVersion> from, Optional<RpmVersion> to) {

    /** What RPM keeps the keys of repositories as. */
    private static final String KEY = "gpg-pubkey";

    /** What changed between two states of an image, by name. Keys are no packages. */
    static List<PackageChange> between(Collection<InstalledPackage> before, Collection<InstalledPackage> after) {
        TreeSet<InstalledPackage> gone = new TreeSet<>(before);
        gone.removeAll(after);
        TreeSet<InstalledPackage> come = new TreeSet<>(after);
        come.removeAll(before);
        Map<String, List<InstalledPackage>> goneByName = new TreeMap<>();
        gone.forEach(one ->
                goneByName.computeIfAbsent(keyOf(one), key -> new ArrayList<>()).add(one));
        List<PackageChange> changes = new ArrayList<>();
        for (InstalledPackage one : come) {
            List<InstalledPackage> old = goneByName.getOrDefault(keyOf(one), List.of());
            Optional<RpmVersion> from = old.isEmpty()
                    ? Optional.empty()
                    : Optional.of(old.remove(old.size() - 1).version());
            changes.add(new PackageChange(one.name(), one.architecture(), from, Optional.of(one.version())));
        }
        goneByName.values().stream()
                .flatMap(List::stream)
                .map(one ->
                        new PackageChange(one.name(), one.architecture(), Optional.of(one.version()), Optional.empty()))
                .forEach(changes::add);
        return changes.stream()
                .filter(change -> !change.name().equals(KEY))
                .sorted(java.util.Comparator.comparing(PackageChange::name).thenComparing(PackageChange::architecture))
                .toList();
    }

    private static String keyOf(InstalledPackage one) {
        return one.name() + " " + one.architecture();
    }

    /** Such as {@code app 1.0-1 -> 1.1-1}. */
    @Override
    public String toString() {
        return name + " "
                + from.map(RpmVersion::toString).orElse("(new)")
                + " -> "
                + to.map(RpmVersion::toString).orElse("(removed)");
    }
}
