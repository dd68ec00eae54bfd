package io.github.tcib.rpm;

import java.util.Comparator;
import java.util.List;

/**
 * A package of an RPM database.
 *
 * @param name such as {@code glibc}
 * @param version epoch, if there is one, version and release: {@code 1:2.34-5.el9}
 * @param architecture such as {@code x86_64}; empty for keys, which have none
 * @param installedBytes what RPM says all its files take, also those left out on installing
 * @param files absolute paths of the files and directories that are installed, as RPM spells them
 */
public record RpmPackage(String name, String version, String architecture, long installedBytes, List<String> files)
        implements Comparable<RpmPackage> {

    private static final Comparator<RpmPackage> ORDER = Comparator.comparing(RpmPackage::name)
            .thenComparing(RpmPackage::version)
            .thenComparing(RpmPackage::architecture)
            .thenComparing(RpmPackage::installedBytes);

    public RpmPackage {
        files = List.copyOf(files);
    }

    @Override
    public int compareTo(RpmPackage other) {
        return ORDER.compare(this, other);
    }

    /** Name, version and architecture, as {@code rpm -qa} writes them. */
    public String label() {
        return name + "-" + version + (architecture.isEmpty() ? "" : "." + architecture);
    }
}
