package io.github.tcib.size;

import java.util.List;
import java.util.Locale;

/** Kinds of files that images rarely need, or that installing leaves behind; told by their paths. */
public enum Category {
    /** RPM's database, of which each layer that installs something has a whole copy. */
    RPM_DATABASE("RPM database"),
    /** What dnf remembers of its transactions. */
    DNF_HISTORY("dnf history"),
    CACHE("caches"),
    LOG("logs"),
    DOC("documentation"),
    LOCALE("locales"),
    /** Python's compiled files. */
    BYTE_CODE("byte code"),
    OTHER("other");

    private final String title;

    Category(String title) {
        this.title = title;
    }

    static Category of(String path) {
        if (path.endsWith(".pyc") || path.endsWith(".pyo")) {
            return BYTE_CODE;
        }
        for (Category category : values()) {
            if (category.directories().stream().anyMatch(path::startsWith)) {
                return category;
            }
        }
        return OTHER;
    }

    private List<String> directories() {
        return switch (this) {
            case RPM_DATABASE -> List.of("var/lib/rpm/", "usr/lib/sysimage/rpm/", "root/.rpmdb/");
            case DNF_HISTORY -> List.of("var/lib/dnf/", "usr/lib/sysimage/libdnf5/", "var/lib/yum/");
            case CACHE -> List.of("var/cache/", "root/.cache/", "tmp/", "var/tmp/");
            case LOG -> List.of("var/log/");
            case DOC -> List.of("usr/share/doc/", "usr/share/man/", "usr/share/info/", "usr/share/gtk-doc/");
            case LOCALE -> List.of("usr/share/locale/", "usr/lib/locale/", "usr/share/i18n/");
            case BYTE_CODE, OTHER -> List.of();
        };
    }

    /** The word in JSON and CSV. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words for people. */
    public String title() {
        return title;
    }
}
