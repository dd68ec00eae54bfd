package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Arguments;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Py;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What filters, tests and lookups may ask of the template they are used in. */
public interface Engine {

    Budget budget();

    /** Applies a filter by its name; the first argument is its input. */
    Py filter(String name, Arguments arguments);

    /** Applies a test by its name; the first argument is the value that is tested. */
    Py test(String name, Arguments arguments);

    /** {@code object[key]}, an attribute if there is no such element, else undefined. */
    Py element(Py object, Py key);

    /** The rendered value of a variable. */
    Optional<Py> variable(String name);

    Set<String> variableNames();

    /** What to do about a name that is no variable, when the variables' owner knows. */
    Optional<String> remedy(String name);

    /** Renders the texts in the value, should they be templates. */
    Py render(Py value);

    /** A variable of the process environment. */
    Optional<String> environment(String name);

    /** The files that match a pattern, as far as templates may see them. */
    List<String> files(String pattern);

    boolean knowsFilter(String name);

    boolean knowsTest(String name);
}
