package io.github.tcib.lock;

import io.github.tcib.model.ImageName;
import io.github.tcib.oci.Digest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is locked for one architecture. Every name in it is defined in it: parents, bases, repositories and the RPMs that images
 * download.
 *
 * @param layout the digest of what the layout asked for: the parents and package steps of all these images
 */
public record ArchitectureLock(
        Digest layout,
        SortedMap<String, LockedBase> bases,
        SortedMap<String, LockedRepository> repositories,
        SortedMap<Nevra, LockedRpm> rpms,
        SortedMap<ImageName, LockedImage> images) {

    public ArchitectureLock {
        bases = Collections.unmodifiableSortedMap(new TreeMap<>(bases));
        repositories = Collections.unmodifiableSortedMap(new TreeMap<>(repositories));
        rpms = Collections.unmodifiableSortedMap(new TreeMap<>(rpms));
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }

    /** Makes one of its parts, each under its own name. */
    public static ArchitectureLock of(
            Digest layout,
            Collection<LockedBase> bases,
            Collection<LockedRepository> repositories,
            Collection<LockedRpm> rpms,
            Collection<LockedImage> images) {
        return new ArchitectureLock(
                layout,
                byName(bases, LockedBase::reference),
                byName(repositories, LockedRepository::id),
                byName(rpms, LockedRpm::nevra),
                byName(images, LockedImage::name));
    }

    /** The image of that name, if it is locked. */
    public Optional<LockedImage> find(ImageName name) {
        return Optional.ofNullable(images.get(name));
    }

    /** The base that an image stands on, whatever lies between. */
    public LockedBase baseOf(ImageName name) {
        LockedParent parent = require(images, name).parent();
        while (parent instanceof LockedParent.Image image) {
            parent = require(images, image.name()).parent();
        }
        if (parent instanceof LockedParent.Base base) {
            return require(bases, base.reference());
        }
        throw new IllegalStateException(parent.toString());
    }

    /** Every package that an image has when it is built: those of its base, and what it and its ancestors make of them. */
    public SortedSet<Nevra> packagesOf(ImageName name) {
        Deque<LockedImage> chain = new ArrayDeque<>();
        LockedParent parent = new LockedParent.Image(name);
        while (parent instanceof LockedParent.Image image) {
            LockedImage locked = require(images, image.name());
            chain.push(locked);
            parent = locked.parent();
        }
        SortedSet<Nevra> packages = new TreeSet<>(baseOf(name).packages());
        for (LockedImage image : chain) {
            packages.removeAll(image.removes());
            packages.addAll(image.adds());
        }
        return packages;
    }

    /** The RPMs that the steps of an image download. */
    public List<LockedRpm> downloadsOf(ImageName name) {
        return require(images, name).downloads().stream()
                .map(nevra -> require(rpms, nevra))
                .toList();
    }

    /** Metadata of one kind by the ids of the repositories that have it. */
    public SortedMap<String, LockedMetadata> metadata(MetadataKind kind) {
        SortedMap<String, LockedMetadata> found = new TreeMap<>();
        repositories.forEach((id, repository) ->
                Optional.ofNullable(repository.metadata().get(kind)).ifPresent(file -> found.put(id, file)));
        return found;
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> byName(Collection<V> values, Function<V, K> name) {
        SortedMap<K, V> map = new TreeMap<>();
        values.forEach(value -> map.put(name.apply(value), value));
        return map;
    }

    private static <K, V> V require(SortedMap<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' is not locked");
        }
        return value;
    }
}
