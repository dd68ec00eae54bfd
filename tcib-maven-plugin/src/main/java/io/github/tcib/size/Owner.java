package io.github.tcib.size;

import java.util.Comparator;
import java.util.Locale;

/**
 * Whom bytes are attributed to.
 *
 * @param kind package or one of the rests
 * @param name of the package, or of the rest in brackets
 * @param version of the package, with its epoch if it has one; empty for a rest
 * @param architecture of the package; empty for a rest
 */
public record Owner(Kind kind, String name, String version, String architecture) implements Comparable<Owner> {

    private static final Comparator<Owner> ORDER = Comparator.comparing(Owner::kind)
            .thenComparing(Owner::name)
            .thenComparing(Owner::version)
            .thenComparing(Owner::architecture);

    /** Files that no package of the image has. */
    public static final Owner UNOWNED = new Owner(Kind.UNOWNED, "[unowned]", "", "");

    /** What a tar file has beside the contents of files. */
    public static final Owner OVERHEAD = new Owner(Kind.OVERHEAD, "[tar overhead]", "", "");

    /** Layers of which only the size is known. */
    public static final Owner NOT_READ = new Owner(Kind.NOT_READ, "[not read]", "", "");

    /** What owns. */
    public enum Kind {
        PACKAGE,
        UNOWNED,
        OVERHEAD,
        NOT_READ;

        /** The word in JSON and CSV. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Owner ofPackage(String name, String version, String architecture) {
        return new Owner(Kind.PACKAGE, name, version, architecture);
    }

    /** What stays the same when a package is updated. */
    String identity() {
        return architecture.isEmpty() ? name : name + "." + architecture;
    }

    /** As {@code rpm -qa} writes it. */
    public String label() {
        return kind == Kind.PACKAGE ? name + "-" + version + (architecture.isEmpty() ? "" : "." + architecture) : name;
    }

    @Override
    public int compareTo(Owner other) {
        return ORDER.compare(this, other);
    }
}
