package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Arguments;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Signature;
import io.github.tcib.template.python.Spelling;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All filters and all tests, by name. */
public final class Plugins {
    private static final String COLLECTION = "ansible.builtin.";
    private static final Set<String> ALWAYS_TEXT =
            Set.of("string", "to_json", "to_nice_json", "to_yaml", "to_nice_yaml");
    private static final Set<String> OF_JINJA = words(
            "abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape",
            "format groupby indent int join last length list lower items map min max pprint reject rejectattr replace",
            "reverse round safe select selectattr slice sort string striptags sum title trim truncate upper urlencode",
            "urlize wordcount wordwrap xmlattr tojson odd even divisibleby defined undefined filter test none boolean",
            "false true integer mapping number sequence iterable callable sameas escaped in == eq equalto != ne > gt",
            "greaterthan >= ge < lt lessthan <= le");
    private static final List<Family> FILTERS = List.of(
            new TextFilters(),
            new LayoutFilters(),
            new ListFilters(),
            new SelectionFilters(),
            new SetFilters(),
            new MapFilters(),
            new NumberFilters(),
            new DataFilters(),
            new RegexFilters(),
            new PathFilters(),
            new UrlFilters(),
            new HashFilters(),
            new MiscFilters(),
            new RefusedFilters());
    private static final List<Family> TESTS = List.of(new ValueTests(), new AnsibleTests());

    private final Map<String, Plugin> filters = table(FILTERS);
    private final Map<String, Plugin> tests = table(TESTS);

    private record Plugin(Family family, String name, String signature) {
        Py apply(Arguments arguments, Engine engine) {
            return family.apply(name, Signature.parse(name, signature).bind(arguments), engine);
        }
    }

    private static Set<String> words(String... lines) {
        return Set.of(String.join(" ", lines).split(" ", -1));
    }

    private static Map<String, Plugin> table(List<Family> families) {
        Map<String, Plugin> table = new HashMap<>();
        for (Family family : families) {
            family.signatures().forEach((name, signature) -> {
                Plugin plugin = new Plugin(family, name, signature);
                table.put(name, plugin);
                if (!OF_JINJA.contains(name)) {
                    table.put(COLLECTION + name, plugin);
                }
            });
        }
        return table;
    }

    public Set<String> filters() {
        return Collections.unmodifiableSet(filters.keySet());
    }

    public Set<String> tests() {
        return Collections.unmodifiableSet(tests.keySet());
    }

    /** Applies a filter to its arguments, of which the first is its input. */
    public Py filter(String name, Arguments arguments, Engine engine) {
        Plugin plugin = filters.get(name);
        if (plugin == null) {
            throw unknown("filter", name, filters.keySet());
        }
        Py result = plugin.apply(arguments, engine);
        if (ALWAYS_TEXT.contains(name)) {
            return new Py.Str(Repr.str(result, engine.budget()), Py.Flavor.NATIVE);
        }
        return unrolled(result, engine.budget());
    }

    /** Views and ranges made lists, other values as they are. */
    public static Py unrolled(Py value, Budget budget) {
        return value instanceof Py.View || value instanceof Py.Range
                ? new Py.Array(Sequences.items(value, budget))
                : value;
    }

    /** Applies a test to its arguments, of which the first is the value tested. */
    public Py test(String name, Arguments arguments, Engine engine) {
        Plugin plugin = tests.get(name);
        if (plugin == null) {
            throw unknown("test", name, tests.keySet());
        }
        return plugin.apply(arguments, engine);
    }

    private static Fault unknown(String what, String name, Set<String> known) {
        return Fault.evaluation("there is no " + what + " '" + name + "'").withHint(Spelling.hint(name, known));
    }
}
