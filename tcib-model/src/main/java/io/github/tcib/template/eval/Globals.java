package io.github.tcib.template.eval;

import io.github.tcib.template.plugin.Engine;
import io.github.tcib.template.plugin.Lookups;
import io.github.tcib.template.python.Arguments;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The functions every template has. */
final class Globals {
    static final List<String> NAMES =
            List.of("cycler", "dict", "joiner", "lipsum", "lookup", "namespace", "now", "q", "query", "range", "undef");

    private Globals() {}

    static Optional<Py> function(String name, Engine engine) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        Py.Function function = arguments -> call(name, arguments, engine);
        return Optional.of(function);
    }

    private static Py call(String name, Arguments arguments, Engine engine) {
        return switch (name) {
            case "range" -> range(arguments);
            case "dict" -> dict(arguments);
            case "namespace" -> new Namespace(dict(arguments), engine.budget());
            case "cycler" -> new Cycler(arguments.positional());
            case "joiner" -> joiner(arguments);
            case "lookup" -> Lookups.lookup(arguments, false, engine);
            case "query", "q" -> Lookups.lookup(arguments, true, engine);
            case "undef" -> new Py.Undefined(Fault.undefined(hint(arguments)), false);
            default -> throw Fault.evaluation("'" + name + "' is not supported: its result is never the same twice");
        };
    }

    private static String hint(Arguments arguments) {
        Py hint = arguments.positional().isEmpty()
                ? arguments.named().getOrDefault("hint", Py.None.NONE)
                : arguments.positional().get(0);
        return hint instanceof Str str && !str.text().isEmpty() ? str.text() : "a mandatory variable is not set";
    }

    private static long bound(Py value) {
        if (value instanceof Py.Whole whole && whole.integer().bitLength() < 62) {
            return whole.integer().longValue();
        }
        throw Truth.undefinedOr(value, "range() takes whole numbers of at most 62 bits, not " + value.typeName());
    }

    private static Py range(Arguments arguments) {
        List<Py> given = arguments.positional();
        if (given.isEmpty() || given.size() > 3 || !arguments.named().isEmpty()) {
            throw Fault.evaluation("range() takes a stop, or a start, a stop and a step");
        }
        long step = given.size() == 3 ? bound(given.get(2)) : 1;
        if (step == 0) {
            throw Fault.evaluation("range() arg 3 must not be zero");
        }
        return given.size() == 1
                ? new Py.Range(0, bound(given.get(0)), 1)
                : new Py.Range(bound(given.get(0)), bound(given.get(1)), step);
    }

    private static Dict dict(Arguments arguments) {
        List<Map.Entry<Py, Py>> entries = new ArrayList<>();
        if (arguments.positional().size() > 1) {
            throw Fault.evaluation("dict expected at most 1 argument");
        }
        for (Py given : arguments.positional()) {
            if (given instanceof Dict dict) {
                entries.addAll(dict.entries().entrySet());
                continue;
            }
            for (Py pair : Sequences.items(given, arguments.budget())) {
                List<Py> parts = Sequences.items(pair, arguments.budget());
                if (parts.size() != 2) {
                    throw Fault.evaluation("dict() needs pairs of a key and a value");
                }
                entries.add(Map.entry(parts.get(0), parts.get(1)));
            }
        }
        arguments.named().forEach((name, value) -> entries.add(Map.entry(Str.of(name), value)));
        return Sequences.dict(entries);
    }

    private static Py joiner(Arguments arguments) {
        Py separator = arguments.positional().isEmpty()
                ? arguments.named().getOrDefault("sep", Str.of(", "))
                : arguments.positional().get(0);
        boolean[] used = new boolean[1];
        Py.Function joiner = ignored -> {
            boolean first = !used[0];
            used[0] = true;
            return first ? Str.of("") : separator;
        };
        return joiner;
    }

    /** An object whose attributes can be set from inside loops. */
    static final class Namespace implements Py.Thing {
        private final Map<Py, Py> attributes;
        private final Budget budget;

        Namespace(Dict attributes, Budget budget) {
            this.attributes = new LinkedHashMap<>(attributes.entries());
            this.budget = budget;
        }

        void set(String name, Py value) {
            attributes.put(Str.of(name), value);
        }

        @Override
        public Optional<Py> attribute(String name) {
            return Optional.ofNullable(attributes.get(Str.of(name)));
        }

        @Override
        public String typeName() {
            return "Namespace";
        }

        @Override
        public String repr() {
            return "<Namespace " + Repr.repr(new Dict(attributes), budget) + ">";
        }
    }

    /** Gives its items in turn. */
    private static final class Cycler implements Py.Thing {
        private final List<Py> items;
        private int at;

        Cycler(List<Py> items) {
            if (items.isEmpty()) {
                throw Fault.evaluation("cycler() needs at least one item");
            }
            this.items = items;
        }

        @Override
        public Optional<Py> attribute(String name) {
            return switch (name) {
                case "current" -> Optional.of(items.get(at));
                case "next" ->
                    method(arguments -> {
                        Py item = items.get(at);
                        at = (at + 1) % items.size();
                        return item;
                    });
                case "reset" ->
                    method(arguments -> {
                        at = 0;
                        return Py.None.NONE;
                    });
                default -> Optional.empty();
            };
        }

        private static Optional<Py> method(Py.Function function) {
            return Optional.of(function);
        }

        @Override
        public String typeName() {
            return "Cycler";
        }

        @Override
        public String repr() {
            return "<Cycler>";
        }
    }
}
