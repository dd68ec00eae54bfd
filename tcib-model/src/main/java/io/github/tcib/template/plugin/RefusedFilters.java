package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import java.util.LinkedHashMap;
import java.util.Map;

/** Filters that exist in Ansible but are not offered, with the reason. */
final class RefusedFilters implements Family {
    private static final Map<String, String> REASONS = Map.ofEntries(
            entry("random", "its result is never the same twice"),
            entry("shuffle", "its result is never the same twice"),
            entry("fileglob", "it looks at files"),
            entry("realpath", "it looks at files"),
            entry("expanduser", "it depends on the user who builds"),
            entry("password_hash", "its algorithms are not part of Java"),
            entry("vault", "there is no vault"),
            entry("unvault", "there is no vault"),
            entry("urlize", "it makes HTML"));

    @Override
    public Map<String, String> signatures() {
        Map<String, String> all = new LinkedHashMap<>();
        REASONS.keySet().forEach(name -> all.put(name, "value * **"));
        return all;
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        throw Fault.evaluation("the filter '" + name + "' is not supported: " + REASONS.get(name));
    }
}
