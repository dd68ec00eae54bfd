package io.github.tcib.repodata;

import io.github.tcib.rpm.PackageFile;
import java.util.Comparator;

/**
 * A package of a repository.
 *
 * @param rpm the file, its headers read
 * @param sha256 of the file, in hexadecimal
 * @param bytes of the file
 * @param location of the file, relative to the repository
 */
public record RepositoryPackage(PackageFile rpm, String sha256, long bytes, String location)
        implements Comparable<RepositoryPackage> {

    private static final Comparator<RepositoryPackage> ORDER =
            Comparator.comparing(RepositoryPackage::location).thenComparing(RepositoryPackage::sha256);

    @Override
    public int compareTo(RepositoryPackage other) {
        return ORDER.compare(this, other);
    }
}
