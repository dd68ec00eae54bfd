package io.github.tcib.lock;

import io.github.tcib.oci.Digest;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A package repository in the state that was resolved against.
 *
 * @param id as its {@code .repo} file has it
 * @param baseUrl where it was read from, without variables; {@code file:} is seen from inside RUN steps
 * @param repomd the digest of its {@code repodata/repomd.xml}
 * @param priority if it is not the default one (dnf.conf(5), priority; 99)
 * @param gpgCheck whether it asks for signatures of packages to be checked
 * @param gpgKeys URLs of the keys
 * @param metadata what the locked images need of its further metadata
 */
public record LockedRepository(
        String id,
        String baseUrl,
        Digest repomd,
        OptionalInt priority,
        boolean gpgCheck,
        List<String> gpgKeys,
        SortedMap<MetadataKind, LockedMetadata> metadata) {

    public LockedRepository {
        gpgKeys = List.copyOf(gpgKeys);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** This repository with no other metadata than of these kinds. */
    public LockedRepository withOnly(Collection<MetadataKind> kinds) {
        SortedMap<MetadataKind, LockedMetadata> kept = new TreeMap<>(metadata);
        kept.keySet().retainAll(kinds);
        return new LockedRepository(id, baseUrl, repomd, priority, gpgCheck, gpgKeys, kept);
    }
}
