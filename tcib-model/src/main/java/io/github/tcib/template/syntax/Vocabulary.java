package io.github.tcib.template.syntax;

import java.util.Set;

/** The names of filters and tests; any other name is an error even where it is never reached. */
public interface Vocabulary {
    Set<String> filters();

    Set<String> tests();
}
