package io.github.tcib.template;

import java.util.List;

/** Which names of files {@code lookup('fileglob', …)} may see; no template ever sees the content of a file. */
@FunctionalInterface
public interface FileNames {

    /** No files at all: the lookup is refused. */
    FileNames NONE = pattern -> {
        throw new IllegalArgumentException("templates see no files here");
    };

    /**
     * The paths of the files that match a pattern, sorted.
     *
     * @param pattern a path whose last segment may hold {@code *}, {@code ?} and {@code [...]}
     * @throws IllegalArgumentException when the pattern may not be looked at, worded for the user
     */
    List<String> matching(String pattern);
}
