package io.github.tcib.lock.resolve;

import java.util.List;

/** Which packages of a lock may move to other versions. */
public sealed interface Update {

    /** None, as long as the layout asks for nothing else. */
    record Nothing() implements Update {}

    /** Every package. */
    record Everything() implements Update {}

    /**
     * Those of these names, which may be globs, and what they need. The repositories are read anew even if no package has such a
     * name, as {@code metadata}.
     */
    record Names(List<String> names) implements Update {
        public Names {
            names = List.copyOf(names);
        }
    }

    /** Reads {@code all}, or names; an empty list is nothing. */
    static Update of(List<String> words) {
        if (words.isEmpty()) {
            return new Nothing();
        }
        return words.contains("all") ? new Everything() : new Names(words);
    }
}
