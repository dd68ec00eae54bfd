package io.github.tcib.push;

import java.util.Locale;

/** What became of an image. */
public enum PushStatus {
    /** Something was sent. */
    PUSHED,
    /** The registry had it, blob by blob, under all its tags. */
    UNCHANGED,
    /** The tag was there, and what is there is not to be replaced. */
    EXISTING,
    /** What would be sent, in a dry run. */
    PLANNED,
    /** It is not, or not verified, in the registry. */
    FAILED,
    /** It was not tried, since it could only have failed. */
    SKIPPED;

    /** The word in results and on the console. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
