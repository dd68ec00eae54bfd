package io.github.tcib.patch;

import io.github.tcib.rpm.RpmVersion;

/**
 * A package in an image.
 *
 * @param name such as {@code openstack-nova-api}
 * @param version epoch, version and release
 * @param architecture such as {@code noarch}
 */
record InstalledPackage(String name, RpmVersion version, String architecture) implements Comparable<InstalledPackage> {

    /** What {@code rpm -qa --queryformat} is asked for. */
    static final String FORMAT = "%{NAME}\\t%{EPOCHNUM}\\t%{VERSION}\\t%{RELEASE}\\t%{ARCH}\\n";

    private static final int FIELDS = 5;

    /** Whether a line is one of {@link #FORMAT}. */
    static boolean isOne(String line) {
        String[] fields = line.split("\t", -1);
        return fields.length == FIELDS && fields[1].matches("\\d{1,18}");
    }

    /** Parses a line of {@link #FORMAT}. */
    static InstalledPackage parse(String line) {
        String[] fields = line.split("\t", -1);
        return new InstalledPackage(
                fields[0], new RpmVersion(Long.parseLong(fields[1]), fields[2], fields[3]), fields[4]);
    }

    @Override
    public int compareTo(InstalledPackage other) {
        int order = name.compareTo(other.name);
        if (order == 0) {
            order = architecture.compareTo(other.architecture);
        }
        return order == 0 ? version.compareTo(other.version) : order;
    }
}
