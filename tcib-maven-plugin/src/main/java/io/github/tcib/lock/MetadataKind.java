package io.github.tcib.lock;

import java.util.Locale;
import java.util.Optional;

/** Metadata of a repository that decides what steps get, beside its lists of packages. */
public enum MetadataKind {
    /** Package groups and environments, in XML. */
    GROUP,
    /** Module streams and their defaults, in YAML. */
    MODULES;

    /** Its type in {@code repomd.xml}, without a suffix that says how it is packed. */
    public String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of such a type. */
    public static Optional<MetadataKind> of(String type) {
        for (MetadataKind kind : values()) {
            if (kind.type().equals(type)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
