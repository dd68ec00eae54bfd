package io.github.tcib.template;

import io.github.tcib.model.Location;

/**
 * Says where the characters of a text stand in the file it was read from. A YAML scalar is not a copy of its source (folding,
 * escapes, indentation), so the reader that decoded it is asked, and only when there is an error to report.
 */
@FunctionalInterface
public interface Origin {

    /**
     * The place of one character of the text.
     *
     * @param offset index of a UTF-16 unit in the decoded text; one past the end is allowed
     */
    Location at(int offset);

    /** An origin for text that stands, undivided, in one place. */
    static Origin of(Location location) {
        return offset -> location;
    }
}
