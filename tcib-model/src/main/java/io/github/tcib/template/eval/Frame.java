package io.github.tcib.template.eval;

import io.github.tcib.template.python.Py;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The names that were set in a part of a template; loops, with and filter blocks have their own. */
final class Frame {
    private final Optional<Frame> outer;
    private final Map<String, Py> names = new HashMap<>();

    private Frame(Optional<Frame> outer) {
        this.outer = outer;
    }

    static Frame outermost() {
        return new Frame(Optional.empty());
    }

    Frame inner() {
        return new Frame(Optional.of(this));
    }

    void set(String name, Py value) {
        names.put(name, value);
    }

    Optional<Py> get(String name) {
        Py value = names.get(name);
        return value != null ? Optional.of(value) : outer.flatMap(frame -> frame.get(name));
    }
}
