package io.github.tcib.template;

import java.util.Optional;
import java.util.Set;

/** The variables of one image: names and the located values behind them, which are templates themselves. */
public interface Scope {

    /** The value of a variable, not rendered. */
    Optional<Value> lookup(String name);

    /** Every name there is a value for; errors look here for the one the user may have meant. */
    Set<String> names();

    /** What to do about a name there is no value for, when more is known than which names are near. */
    default Optional<String> remedy(String name) {
        return Optional.empty();
    }
}
