package io.github.tcib.template.python;

import java.util.List;
import java.util.Map;

/**
 * What a function, method, filter, test or lookup is called with.
 *
 * @param positional in order
 * @param named by name, in order
 * @param budget what the call may use up
 */
public record Arguments(List<Py> positional, Map<String, Py> named, Budget budget) {

    public static Arguments of(Budget budget, Py... positional) {
        return new Arguments(List.of(positional), Map.of(), budget);
    }
}
