package io.github.tcib.lock.diff;

import io.github.tcib.lock.Nevra;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a package.
 *
 * @param before the package of the lock before, unless it was added
 * @param after the package of the lock after, unless it was removed
 */
public record PackageChange(Kind kind, Optional<Nevra> before, Optional<Nevra> after) {

    /** What becomes of it. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED,
        /** A later version takes its place. */
        UPGRADED,
        /** An earlier version takes its place. */
        DOWNGRADED,
        /** Its name and version stay, and its content is another. */
        REPLACED;

        /** The kind as reports have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static PackageChange added(Nevra after) {
        return new PackageChange(Kind.ADDED, Optional.empty(), Optional.of(after));
    }

    static PackageChange removed(Nevra before) {
        return new PackageChange(Kind.REMOVED, Optional.of(before), Optional.empty());
    }

    static PackageChange moved(Nevra before, Nevra after) {
        int compared = before.compareVersions(after);
        Kind kind = compared < 0 ? Kind.UPGRADED : compared > 0 ? Kind.DOWNGRADED : Kind.REPLACED;
        return new PackageChange(kind, Optional.of(before), Optional.of(after));
    }

    /** The package's name. */
    public String name() {
        return after.or(() -> before).map(Nevra::name).orElseThrow();
    }

    /** The package's architecture. */
    public String architecture() {
        return after.or(() -> before).map(Nevra::architecture).orElseThrow();
    }

    /** Such as {@code curl 7.76.1-26.el9 → 7.76.1-29.el9}. */
    public String text() {
        String versions = switch (kind) {
            case ADDED -> after.orElseThrow().evr() + " (new)";
            case REMOVED -> before.orElseThrow().evr() + " (gone)";
            case UPGRADED ->
                before.orElseThrow().evr() + " → " + after.orElseThrow().evr();
            case DOWNGRADED ->
                before.orElseThrow().evr() + " → " + after.orElseThrow().evr() + " (older)";
            case REPLACED -> after.orElseThrow().evr() + " (other content)";
        };
        return name() + " " + versions;
    }
}
