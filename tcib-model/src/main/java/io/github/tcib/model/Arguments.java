package io.github.tcib.model;

import java.util.List;

/** What follows the keyword of an instruction: text as it stands, or a JSON array (exec form). */
public sealed interface Arguments {

    /**
     * Text that goes into the Containerfile as it is; for RUN, CMD and ENTRYPOINT this is the shell form.
     *
     * @param text may hold line breaks where a line ends in a backslash
     */
    record Text(String text) implements Arguments {}

    /** A JSON array of strings: the exec form, or the list that VOLUME and SHELL take. */
    record Exec(List<String> words) implements Arguments {
        public Exec {
            words = List.copyOf(words);
        }
    }
}
