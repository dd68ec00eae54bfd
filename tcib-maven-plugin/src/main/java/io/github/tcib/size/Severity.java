package io.github.tcib.size;

import java.util.Locale;

/** What comes of a fault or a breach. */
public enum Severity {
    /** It is told. */
    WARN,
    /** It is told, and the goal fails after all reports are written. */
    FAIL;

    /** The word in settings and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
