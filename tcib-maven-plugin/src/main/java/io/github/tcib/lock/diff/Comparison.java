package io.github.tcib.lock.diff;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedImage;
import io.github.tcib.lock.LockedParent;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.lock.Nevra;
import io.github.tcib.model.ImageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares image by image, parents first. */
final class Comparison {

    private final ArchitectureLock before;
    private final ArchitectureLock after;
    private final SortedMap<ImageName, ImageChange> changes = new TreeMap<>();

    Comparison(ArchitectureLock before, ArchitectureLock after) {
        this.before = before;
        this.after = after;
    }

    /** What becomes of every image of both locks, by name. */
    List<ImageChange> changes() {
        before.images().keySet().forEach(this::changeOf);
        after.images().keySet().forEach(this::changeOf);
        return List.copyOf(changes.values());
    }

    private ImageChange changeOf(ImageName name) {
        ImageChange known = changes.get(name);
        if (known == null) {
            known = compare(name);
            changes.put(name, known);
        }
        return known;
    }

    private ImageChange compare(ImageName name) {
        Optional<LockedImage> old = before.find(name);
        Optional<LockedImage> current = after.find(name);
        if (current.isEmpty()) {
            return new ImageChange(name, ImageChange.State.REMOVED, Optional.empty(), List.of());
        }
        if (old.isEmpty()) {
            return new ImageChange(
                    name,
                    ImageChange.State.ADDED,
                    Optional.empty(),
                    current.get().downloads().stream().map(PackageChange::added).toList());
        }
        List<PackageChange> packages = packagesOf(old.get(), current.get());
        Optional<String> own = ownCause(old.get(), current.get());
        if (!packages.isEmpty() || own.isPresent()) {
            return new ImageChange(name, ImageChange.State.CHANGED, own, packages);
        }
        Optional<String> inherited = inheritedCause(current.get().parent());
        return new ImageChange(
                name,
                inherited.isPresent() ? ImageChange.State.INHERITED : ImageChange.State.SAME,
                inherited,
                List.of());
    }

    private Optional<String> ownCause(LockedImage old, LockedImage current) {
        if (!old.parent().equals(current.parent())) {
            return Optional.of("its parent is another one");
        }
        if (current.parent() instanceof LockedParent.Base base
                && !before.baseOf(old.name())
                        .digest()
                        .equals(after.baseOf(current.name()).digest())) {
            return Optional.of("the base " + base.reference() + " is another one");
        }
        boolean same = old.steps().equals(current.steps()) && old.modules().equals(current.modules());
        return same ? changedMetadata(current) : Optional.of("its package steps are others");
    }

    /** Streams and groups that steps name, in another state; the image's key has that state too. */
    private Optional<String> changedMetadata(LockedImage image) {
        List<String> changed = new ArrayList<>();
        for (MetadataKind kind : image.metadata()) {
            if (!before.metadata(kind).equals(after.metadata(kind))) {
                changed.add(kind == MetadataKind.GROUP ? "groups" : "modules");
            }
        }
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of("the " + String.join(" and ", changed) + " of the repositories are others");
    }

    private Optional<String> inheritedCause(LockedParent parent) {
        if (!(parent instanceof LockedParent.Image up)) {
            return Optional.empty();
        }
        ImageChange change = changeOf(up.name());
        return switch (change.state()) {
            case INHERITED -> change.cause();
            case CHANGED, ADDED, REMOVED -> Optional.of(up.name().value());
            case SAME -> Optional.empty();
        };
    }

    private List<PackageChange> packagesOf(LockedImage old, LockedImage current) {
        Map<String, NavigableSet<Nevra>> olds = bySlot(old.downloads());
        Map<String, NavigableSet<Nevra>> news = bySlot(current.downloads());
        Set<String> slots = new TreeSet<>(olds.keySet());
        slots.addAll(news.keySet());
        List<PackageChange> found = new ArrayList<>();
        for (String slot : slots) {
            NavigableSet<Nevra> gone = new TreeSet<>(olds.getOrDefault(slot, new TreeSet<>()));
            NavigableSet<Nevra> come = new TreeSet<>(news.getOrDefault(slot, new TreeSet<>()));
            gone.removeIf(nevra -> come.contains(nevra) && isSameFile(nevra));
            come.removeIf(nevra -> olds.getOrDefault(slot, new TreeSet<>()).contains(nevra) && isSameFile(nevra));
            while (!gone.isEmpty() && !come.isEmpty()) {
                found.add(PackageChange.moved(gone.pollFirst(), come.pollFirst()));
            }
            gone.forEach(nevra -> found.add(PackageChange.removed(nevra)));
            come.forEach(nevra -> found.add(PackageChange.added(nevra)));
        }
        takenAway(current).stream()
                .filter(nevra -> !takenAway(old).contains(nevra))
                .forEach(nevra -> found.add(PackageChange.removed(nevra)));
        takenAway(old).stream()
                .filter(nevra -> !takenAway(current).contains(nevra))
                .forEach(nevra -> found.add(PackageChange.added(nevra)));
        return found;
    }

    private boolean isSameFile(Nevra nevra) {
        return Optional.ofNullable(before.rpms().get(nevra))
                .map(rpm -> rpm.sha256())
                .equals(Optional.ofNullable(after.rpms().get(nevra)).map(rpm -> rpm.sha256()));
    }

    /** Packages of the parent that are gone without another version in their place. */
    private static Set<Nevra> takenAway(LockedImage image) {
        Set<Nevra> gone = new TreeSet<>(image.removes());
        gone.removeIf(
                nevra -> image.adds().stream().anyMatch(added -> added.slot().equals(nevra.slot())));
        return gone;
    }

    private static Map<String, NavigableSet<Nevra>> bySlot(SortedSet<Nevra> packages) {
        Map<String, NavigableSet<Nevra>> slots = new TreeMap<>();
        packages.forEach(nevra ->
                slots.computeIfAbsent(nevra.slot(), slot -> new TreeSet<>()).add(nevra));
        return slots;
    }
}
