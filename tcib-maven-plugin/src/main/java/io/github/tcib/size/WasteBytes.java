package io.github.tcib.size;

import java.util.Locale;

/**
 * Bytes that an image carries and does not show, because its own layers hide them.
 *
 * @param category what kind of files
 * @param how what hid them
 * @param bytes of their contents
 * @param files how many
 */
public record WasteBytes(Category category, How how, long bytes, int files) {

    /** How a file came to be hidden. */
    public enum How {
        /** By a copy with the same content: only mode, owner, time or attributes were changed. */
        COPIED_UP("copied for a change of mode or owner"),
        /** By something else at its path. */
        REPLACED("replaced"),
        /** By removing it. */
        REMOVED("removed");

        private final String title;

        How(String title) {
            this.title = title;
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
}
