package io.github.tcib.template.eval;

import io.github.tcib.template.python.Py;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The variables a template may use, and what else there is outside it. */
public interface Variables {

    /** The rendered value of a variable; one that uses something undefined is undefined itself. */
    Optional<Py> variable(String name);

    Set<String> names();

    /** What to do about a name that is no variable. */
    Optional<String> remedy(String name);

    /** Renders the texts in a value that was computed, should they be templates. */
    Py render(Py value);

    /** A variable of the process environment. */
    Optional<String> environment(String name);

    /**
     * The files that match a pattern.
     *
     * @throws IllegalArgumentException when templates may not look there
     */
    List<String> files(String pattern);
}
