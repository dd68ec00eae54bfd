package io.github.tcib.lock.diff;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedBase;
import io.github.tcib.lock.LockedRepository;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The difference of two locks of one architecture.
 *
 * @param architecture as RPM names it
 * @param images every image of both, by name
 * @param packages each change once, in whichever images
 * @param repositories ids of repositories that are in another state
 * @param bases references of bases that have another digest
 */
public record LockDiff(
        String architecture,
        List<ImageChange> images,
        List<PackageChange> packages,
        List<String> repositories,
        List<String> bases) {

    public LockDiff {
        images = List.copyOf(images);
        packages = List.copyOf(packages);
        repositories = List.copyOf(repositories);
        bases = List.copyOf(bases);
    }

    /** Compares two locks. */
    public static LockDiff between(String architecture, ArchitectureLock before, ArchitectureLock after) {
        List<ImageChange> changes = new Comparison(before, after).changes();
        TreeMap<String, PackageChange> packages = new TreeMap<>();
        changes.forEach(image -> image.changes().forEach(change -> packages.put(change.name() + " " + change, change)));
        return new LockDiff(
                architecture,
                changes,
                List.copyOf(packages.values()),
                differing(before.repositories(), after.repositories(), LockedRepository::repomd),
                differing(before.bases(), after.bases(), LockedBase::digest));
    }

    /** The images that have to be built anew. */
    public List<ImageChange> rebuilt() {
        return images.stream().filter(ImageChange::isRebuilt).toList();
    }

    /** Whether no image has to be built anew, and none is gone. */
    public boolean isEmpty() {
        return images.stream().allMatch(image -> image.state() == ImageChange.State.SAME);
    }

    /** How many images there are in a state. */
    public long count(ImageChange.State state) {
        return images.stream().filter(image -> image.state() == state).count();
    }

    /** How many packages change in a way. */
    public long count(PackageChange.Kind kind) {
        return packages.stream().filter(change -> change.kind() == kind).count();
    }

    private static <V> List<String> differing(
            SortedMap<String, V> before, SortedMap<String, V> after, Function<V, ?> state) {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(
                        Optional.ofNullable(before.get(name)).map(state),
                        Optional.ofNullable(after.get(name)).map(state)))
                .toList();
    }
}
