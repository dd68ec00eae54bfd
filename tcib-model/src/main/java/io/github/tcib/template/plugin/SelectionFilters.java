package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Arguments;
import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Filters that apply another filter, or a test, to every item. */
final class SelectionFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.of(
                "map", "value * **",
                "select", "value * **",
                "reject", "value * **",
                "selectattr", "value * **",
                "rejectattr", "value * **");
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Py value = args.get("value");
        if (!Truth.of(value)) {
            return new Array(List.of());
        }
        List<Py> items = args.items("value");
        if (name.equals("map")) {
            UnaryOperator<Py> mapping = mapping(args, engine);
            List<Py> mapped = new ArrayList<>();
            items.forEach(item -> mapped.add(mapping.apply(item)));
            return new Array(mapped);
        }
        boolean wanted = name.startsWith("select");
        UnaryOperator<Py> test = test(args, name.endsWith("attr"), engine);
        List<Py> kept = new ArrayList<>();
        for (Py item : items) {
            if (Truth.of(test.apply(item)) == wanted) {
                kept.add(item);
            }
        }
        return new Array(kept);
    }

    private static UnaryOperator<Py> mapping(Bound args, Engine engine) {
        if (args.more().isEmpty() && args.rest().containsKey("attribute")) {
            Map<String, Py> rest = new LinkedHashMap<>(args.rest());
            Path path = Path.of(Optional.ofNullable(rest.remove("attribute")).orElseThrow(), engine);
            Optional<Py> otherwise = Optional.ofNullable(rest.remove("default")).filter(value -> value != Py.None.NONE);
            if (!rest.isEmpty()) {
                throw Fault.evaluation(
                        "map() has no parameter '" + rest.keySet().iterator().next() + "'");
            }
            return item -> path.of(item, otherwise);
        }
        if (args.more().isEmpty()) {
            throw Fault.evaluation("map needs the name of a filter, or attribute=");
        }
        String filter = name(args.more().get(0), engine);
        List<Py> passed = args.more().subList(1, args.more().size());
        return item -> engine.filter(filter, arguments(item, passed, args));
    }

    private static String name(Py name, Engine engine) {
        return name instanceof Str str ? str.text() : Repr.str(name, engine.budget());
    }

    private static Arguments arguments(Py item, List<Py> passed, Bound args) {
        List<Py> all = new ArrayList<>();
        all.add(item);
        all.addAll(passed);
        return new Arguments(all, args.rest(), args.budget());
    }

    private static UnaryOperator<Py> test(Bound args, boolean attribute, Engine engine) {
        List<Py> given = args.more();
        if (attribute && given.isEmpty()) {
            throw Fault.evaluation("the name of an attribute is missing");
        }
        Path path = Path.of(attribute ? given.get(0) : Py.None.NONE, engine);
        int off = attribute ? 1 : 0;
        if (given.size() <= off) {
            return path::of;
        }
        String test = name(given.get(off), engine);
        List<Py> passed = given.subList(off + 1, given.size());
        return item -> engine.test(test, arguments(path.of(item), passed, args));
    }
}
