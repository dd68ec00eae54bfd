package io.github.tcib.build;

import java.util.Locale;

/** What became of an image. */
public enum ImageStatus {
    /** It was built in this run. */
    BUILT,
    /** It was in the store with the right key. */
    CACHED,
    /** Building it was tried without success. */
    FAILED,
    /** It was not tried, because of something else. */
    SKIPPED,
    /** It was not to be built. */
    EXCLUDED;

    /** The word in results and on the console. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
