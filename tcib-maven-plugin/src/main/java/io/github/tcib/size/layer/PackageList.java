package io.github.tcib.size.layer;

import io.github.tcib.rpm.RpmPackage;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the package database of an image came to. */
public sealed interface PackageList {

    /** The packages that are installed. */
    record Known(SortedSet<RpmPackage> packages) implements PackageList {

        public Known {
            packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
        }
    }

    /** There is a database, but what is in it is not known. */
    record Unreadable(String reason) implements PackageList {}

    /** There is no database. */
    record None() implements PackageList {}
}
