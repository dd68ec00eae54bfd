package io.github.tcib.template.plugin;

import io.github.tcib.model.NearName;
import io.github.tcib.template.python.Arguments;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Regex;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Splitting;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lookups: the ones that need nothing but the variables, the environment, and names of files of the project. */
public final class Lookups {
    private static final Set<String> OFFERED = Set.of(
            "dict",
            "env",
            "fileglob",
            "indexed_items",
            "items",
            "list",
            "nested",
            "sequence",
            "subelements",
            "together",
            "varnames",
            "vars");
    private static final Set<String> REFUSED = Set.of(
            "config",
            "csvfile",
            "file",
            "first_found",
            "ini",
            "inventory_hostnames",
            "lines",
            "password",
            "pipe",
            "random_choice",
            "template",
            "unvault",
            "url");

    private Lookups() {}

    /** {@code lookup(name, terms…)}: the results between commas, or as they are if they are no texts. */
    public static Py lookup(Arguments arguments, boolean wantList, Engine engine) {
        Map<String, Py> options = new LinkedHashMap<>(arguments.named());
        boolean list = wantList || Truth.of(options.getOrDefault("wantlist", Py.Bool.FALSE));
        options.remove("wantlist");
        options.remove("allow_unsafe");
        Py errors = Optional.ofNullable(options.remove("errors")).orElse(Str.of("strict"));
        if (arguments.positional().isEmpty()) {
            throw Fault.evaluation("a lookup needs a name");
        }
        String name =
                Repr.str(arguments.positional().get(0), engine.budget()).replaceFirst("^ansible\\.builtin\\.", "");
        check(name);
        List<Py> terms = new ArrayList<>();
        for (Py term : arguments.positional().subList(1, arguments.positional().size())) {
            terms.add(engine.render(term));
        }
        List<Py> found;
        try {
            found = run(name, terms, options, engine);
        } catch (Fault fault) {
            boolean ignored = errors.equals(Str.of("ignore")) || errors.equals(Str.of("warn"));
            if (!ignored || fault.kind() != Fault.Kind.EVALUATION) {
                throw fault;
            }
            return list ? new Array(List.of()) : None.NONE;
        }
        return list || found.isEmpty() ? new Array(found) : joined(found, engine.budget());
    }

    private static Py joined(List<Py> found, Budget budget) {
        StringBuilder out = new StringBuilder();
        for (Py item : found) {
            if (!(item instanceof Str str)) {
                return found.size() == 1 ? item : new Array(found);
            }
            out.append(out.isEmpty() && item == found.get(0) ? "" : ",").append(str.text());
        }
        Str joined = budget.text(out.toString());
        boolean text = found.get(0) instanceof Str first && first.flavor() == Py.Flavor.NATIVE;
        return text ? new Str(joined.text(), Py.Flavor.NATIVE) : joined;
    }

    private static void check(String name) {
        if (REFUSED.contains(name)) {
            throw Fault.evaluation("the lookup '" + name
                    + "' is not supported: templates see no files, networks or programs, and have no randomness");
        }
        if (!OFFERED.contains(name)) {
            throw Fault.evaluation("there is no lookup '" + name + "'").withHint(() -> NearName.hint(name, OFFERED));
        }
    }

    private static List<Py> run(String name, List<Py> terms, Map<String, Py> options, Engine engine) {
        return switch (name) {
            case "env" -> environment(terms, options, engine);
            case "fileglob" -> files(terms, engine);
            case "vars" -> variables(terms, options, engine);
            case "varnames" -> names(terms, engine);
            case "dict" -> dicts(terms);
            case "items" -> flattened(terms);
            case "indexed_items" -> indexed(flattened(terms));
            case "list" -> terms;
            case "nested" -> nested(terms, engine);
            case "together" -> together(terms, engine);
            case "sequence" -> NumberSequence.of(terms, engine.budget());
            default -> SubelementsLookup.of(terms, engine);
        };
    }

    private static String text(Py term) {
        if (term instanceof Str str) {
            return str.text();
        }
        throw Fault.evaluation("the lookup needs a text, not " + term.typeName());
    }

    private static List<Py> files(List<Py> patterns, Engine engine) {
        List<Py> found = new ArrayList<>();
        for (Py pattern : patterns) {
            engine.files(text(pattern)).forEach(file -> found.add(Str.of(file)));
        }
        return found;
    }

    private static List<Py> environment(List<Py> terms, Map<String, Py> options, Engine engine) {
        Py otherwise = options.getOrDefault("default", Str.of(""));
        List<Py> found = new ArrayList<>();
        for (Py term : terms) {
            List<Py> words =
                    Splitting.split(text(term), Optional.empty(), -1, false).items();
            if (words.isEmpty()) {
                throw Fault.evaluation("the lookup env needs the name of a variable");
            }
            Py value = engine.environment(text(words.get(0))).<Py>map(Str::of).orElse(otherwise);
            if (value instanceof Py.Undefined) {
                throw Fault.undefined("the environment has no variable '" + text(words.get(0)) + "'");
            }
            found.add(value);
        }
        return found;
    }

    private static List<Py> variables(List<Py> terms, Map<String, Py> options, Engine engine) {
        Optional<Py> otherwise = Optional.ofNullable(options.get("default")).filter(value -> value != None.NONE);
        List<Py> found = new ArrayList<>();
        for (Py term : terms) {
            String name = text(term);
            Py value = engine.variable(name)
                    .orElseGet(() -> new Py.Undefined(
                            Fault.undefined("'" + name + "' is undefined")
                                    .withHint(() ->
                                            engine.remedy(name).or(() -> NearName.hint(name, engine.variableNames()))),
                            false));
            if (value instanceof Py.Undefined undefined) {
                value = otherwise.orElseThrow(undefined::fault);
            }
            found.add(value);
        }
        return found;
    }

    private static List<Py> names(List<Py> terms, Engine engine) {
        List<Py> found = new ArrayList<>();
        for (Py term : terms) {
            Regex regex = Regex.compile(text(term), false, false, engine.budget());
            for (String name : engine.variableNames()) {
                if (regex.search(name).isPresent()) {
                    found.add(Str.of(name));
                }
            }
        }
        return found;
    }

    private static List<Py> dicts(List<Py> terms) {
        List<Py> found = new ArrayList<>();
        for (Py term : terms) {
            MapFilters.dict(term, "the lookup dict")
                    .entries()
                    .forEach((key, value) -> found.add(
                            Sequences.dict(List.of(Map.entry(Str.of("key"), key), Map.entry(Str.of("value"), value)))));
        }
        return found;
    }

    /** The terms, and the items of those that are lists. */
    private static List<Py> flattened(List<Py> terms) {
        List<Py> found = new ArrayList<>();
        for (Py term : terms) {
            if (term instanceof Seq seq) {
                found.addAll(seq.items());
            } else {
                found.add(term);
            }
        }
        return found;
    }

    private static List<Py> indexed(List<Py> items) {
        List<Py> found = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            found.add(Tuple.of(Py.Int.of(i), items.get(i)));
        }
        return found;
    }

    private static List<List<Py>> lists(List<Py> terms, Engine engine) {
        if (terms.isEmpty()) {
            throw Fault.evaluation("the lookup needs at least one list");
        }
        List<List<Py>> lists = new ArrayList<>();
        for (Py term : terms) {
            boolean several = !(term instanceof Str) && Sequences.iterable(term);
            lists.add(several ? Sequences.items(term, engine.budget()) : List.of(term));
        }
        return lists;
    }

    private static List<Py> nested(List<Py> terms, Engine engine) {
        List<Py> found = new ArrayList<>();
        List<List<Py>> lists = lists(terms, engine);
        Array tuples = lists.size() == 1
                ? new Array(lists.get(0))
                : Combinations.product(lists, Py.Int.of(1), engine.budget());
        for (Py tuple : tuples.items()) {
            boolean several = tuple instanceof Seq;
            found.add(new Array(flattened(several ? ((Seq) tuple).items() : Sequences.items(tuple, engine.budget()))));
        }
        return found;
    }

    private static List<Py> together(List<Py> terms, Engine engine) {
        List<Py> found = new ArrayList<>();
        for (Py tuple : Combinations.zip(lists(terms, engine), true, None.NONE, engine.budget())
                .items()) {
            found.add(new Array(flattened(((Tuple) tuple).items())));
        }
        return found;
    }
}
