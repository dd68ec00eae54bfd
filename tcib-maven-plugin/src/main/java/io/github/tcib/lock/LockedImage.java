package io.github.tcib.lock;

import io.github.tcib.model.ImageName;
import io.github.tcib.oci.Digest;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the RUN steps of an image make of its parent's packages.
 *
 * @param steps the digest of those steps of its RUN instructions that concern packages; another digest, another resolution
 * @param adds packages it has and its parent has not
 * @param removes packages its parent has and it has not: removed, or replaced by another version among those it adds
 * @param fetches packages that its steps download beside those it adds: installed again, or gone after a later step
 * @param modules module streams its steps enable, as {@code name:stream}
 * @param metadata what its steps name things of that are no packages: module streams, groups
 */
public record LockedImage(
        ImageName name,
        LockedParent parent,
        Digest steps,
        SortedSet<Nevra> adds,
        SortedSet<Nevra> removes,
        SortedSet<Nevra> fetches,
        List<String> modules,
        SortedSet<MetadataKind> metadata) {

    public LockedImage {
        adds = Collections.unmodifiableSortedSet(new TreeSet<>(adds));
        removes = Collections.unmodifiableSortedSet(new TreeSet<>(removes));
        fetches = Collections.unmodifiableSortedSet(new TreeSet<>(fetches));
        modules = List.copyOf(modules);
        metadata = Collections.unmodifiableSortedSet(new TreeSet<>(metadata));
    }

    /** Every package that its steps download. */
    public SortedSet<Nevra> downloads() {
        SortedSet<Nevra> all = new TreeSet<>(adds);
        all.addAll(fetches);
        return all;
    }
}
