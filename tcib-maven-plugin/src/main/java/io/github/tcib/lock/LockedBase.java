package io.github.tcib.lock;

import io.github.tcib.oci.Digest;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An image that is not built here, and what it holds.
 *
 * @param reference as it stands after FROM
 * @param digest of its manifest
 * @param packages in its RPM database, keys left out
 */
public record LockedBase(String reference, Digest digest, SortedSet<Nevra> packages) {

    public LockedBase {
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }
}
