package io.github.tcib.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How bad a finding is, mildest first. */
public enum Severity {
    /** Not looked for. */
    OFF,
    /** Worth knowing. */
    NOTE,
    /** Probably a mistake or waste. */
    WARNING,
    /** Breaks the build or the image. */
    ERROR;

    /** The word that settings and reports use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of a word. */
    public static Optional<Severity> of(String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Severity::word).toList();
    }
}
