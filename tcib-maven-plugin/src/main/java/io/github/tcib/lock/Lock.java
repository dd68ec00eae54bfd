package io.github.tcib.lock;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that is locked.
 *
 * @param architectures by the names that RPM gives them, such as {@code x86_64}; each was resolved on its own
 */
public record Lock(SortedMap<String, ArchitectureLock> architectures) {

    /** A lock that holds nothing. */
    public static final Lock EMPTY = new Lock(new TreeMap<>());

    public Lock {
        architectures = Collections.unmodifiableSortedMap(new TreeMap<>(architectures));
    }

    /** What is locked for an architecture. */
    public Optional<ArchitectureLock> find(String architecture) {
        return Optional.ofNullable(architectures.get(architecture));
    }

    /** This lock with another one for an architecture. */
    public Lock with(String architecture, ArchitectureLock locked) {
        SortedMap<String, ArchitectureLock> all = new TreeMap<>(architectures);
        all.put(architecture, locked);
        return new Lock(all);
    }
}
