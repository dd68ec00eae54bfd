package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Py;
import java.util.Map;

/** Filters or tests that are about the same things. */
interface Family {

    /** Their names and parameters, the input first, as {@link io.github.tcib.template.python.Signature} reads them. */
    Map<String, String> signatures();

    Py apply(String name, Bound args, Engine engine);
}
