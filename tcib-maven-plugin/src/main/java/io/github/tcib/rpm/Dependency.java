package io.github.tcib.rpm;

import java.util.ArrayList;
import java.util.List;

/**
 * Something a package provides, requires or otherwise refers to.
 *
 * @param name a package, a file or a capability such as {@code libc.so.6()(64bit)}
 * @param flags how versions compare and when it is needed (rpm.org, "Dependencies", RPMSENSE)
 * @param version {@code [epoch:]version[-release]}, or empty
 */
public record Dependency(String name, long flags, String version) {

    /** The kinds of dependencies and their tags: names, flags, versions. */
    public enum Kind {
        PROVIDES(1047, 1112, 1113),
        REQUIRES(1049, 1048, 1050),
        CONFLICTS(1054, 1053, 1055),
        OBSOLETES(1090, 1114, 1115),
        SUGGESTS(5049, 5051, 5050),
        ENHANCES(5055, 5057, 5056),
        RECOMMENDS(5046, 5048, 5047),
        SUPPLEMENTS(5052, 5054, 5053);

        private final int names;
        private final int flags;
        private final int versions;

        Kind(int names, int flags, int versions) {
            this.names = names;
            this.flags = flags;
            this.versions = versions;
        }
    }

    private static final long LESS = 1 << 1;
    private static final long GREATER = 1 << 2;
    private static final long EQUAL = 1 << 3;
    /** RPMSENSE_PREREQ, RPMSENSE_SCRIPT_PRE, RPMSENSE_SCRIPT_POST. */
    private static final long BEFORE = 1 << 6 | 1 << 9 | 1 << 10;

    /** Reads the dependencies of one kind from a header, in its order. */
    static List<Dependency> in(RpmHeader header, Kind kind) throws RpmException {
        List<String> names = header.texts(kind.names);
        long[] flags = header.numbers(kind.flags);
        List<String> versions = header.texts(kind.versions);
        List<Dependency> dependencies = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            dependencies.add(new Dependency(
                    names.get(i), i < flags.length ? flags[i] : 0, i < versions.size() ? versions.get(i) : ""));
        }
        return dependencies;
    }

    /** How the version compares, as repository metadata spells it: {@code EQ}, {@code GE}…, or empty when any will do. */
    public String comparison() {
        boolean orEqual = (flags & EQUAL) != 0;
        boolean less = (flags & LESS) != 0;
        boolean greater = (flags & GREATER) != 0;
        if (less == greater) {
            return !less && orEqual ? "EQ" : "";
        }
        return (less ? "L" : "G") + (orEqual ? "E" : "T");
    }

    /** Whether it has to be there before the package's scripts run. */
    public boolean isNeededBefore() {
        return (flags & BEFORE) != 0;
    }
}
