package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Json;
import io.github.tcib.template.python.JsonReader;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Truth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Data written as text and read again: JSON, YAML, Python. */
final class DataFilters implements Family {
    private static final Set<String> OPTIONS = Set.of(
            "indent",
            "sort_keys",
            "ensure_ascii",
            "separators",
            "skipkeys",
            "allow_nan",
            "check_circular",
            "vault_to_text",
            "preprocess_unsafe");

    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("to_json", "a **"),
                entry("to_nice_json", "a indent? sort_keys? **"),
                entry("tojson", "value indent?"),
                entry("from_json", "s"),
                entry("to_yaml", "a **"),
                entry("to_nice_yaml", "a indent? **"),
                entry("from_yaml", "data"),
                entry("from_yaml_all", "data"),
                entry("pprint", "value"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "to_json" -> budget.text(json(args, Optional.empty(), Py.None.NONE, false));
            case "to_nice_json" ->
                budget.text(json(
                        args,
                        Optional.of(List.of(",", ": ")),
                        args.get("indent", Py.Int.of(4)),
                        args.truth("sort_keys", true)));
            case "tojson" -> html(args, budget);
            case "from_json" -> JsonReader.read(args.str("s"), budget);
            case "to_yaml" -> budget.text(YamlText.write(args.get("a"), false, 2, args.rest(), budget));
            case "to_nice_yaml" ->
                budget.text(YamlText.write(args.get("a"), true, args.number("indent", 4), args.rest(), budget));
            case "from_yaml" ->
                args.get("data") instanceof Str str ? YamlData.read(str.text(), budget) : defined(args.get("data"));
            case "from_yaml_all" ->
                args.get("data") instanceof Str str
                        ? new Py.Array(YamlData.readAll(str.text(), budget))
                        : defined(args.get("data"));
            default -> budget.text(PrettyPrint.format(args.get("value"), budget));
        };
    }

    private static Py defined(Py value) {
        if (value instanceof Py.Undefined undefined) {
            throw undefined.fault();
        }
        return value;
    }

    private static String json(Bound args, Optional<List<String>> separators, Py defaultIndent, boolean sortKeys) {
        Map<String, Py> options = args.rest();
        options.keySet().stream()
                .filter(key -> !OPTIONS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw Fault.evaluation("there is no parameter '" + key + "'");
                });
        Optional<String> indent = indent(options.getOrDefault("indent", defaultIndent), args.budget());
        List<String> between = separators.orElse(List.of(indent.isPresent() ? "," : ", ", ": "));
        if (options.get("separators") instanceof Py.Seq seq
                && seq.items().size() == 2
                && seq.items().get(0) instanceof Str comma
                && seq.items().get(1) instanceof Str colon) {
            between = List.of(comma.text(), colon.text());
        }
        boolean sorted = Truth.of(options.getOrDefault("sort_keys", Py.Bool.of(sortKeys)));
        boolean ascii = Truth.of(options.getOrDefault("ensure_ascii", Py.Bool.TRUE));
        return new Json(indent, between.get(0), between.get(1), sorted, ascii, args.budget()).write(args.get("a"));
    }

    private static Optional<String> indent(Py indent, Budget budget) {
        if (indent == Py.None.NONE) {
            return Optional.empty();
        }
        if (indent instanceof Str str) {
            return Optional.of(str.text());
        }
        if (indent instanceof Py.Whole whole) {
            int width = Math.max(0, Bound.clip(whole.integer()));
            budget.chargeChars(width);
            return Optional.of(" ".repeat(width));
        }
        throw Fault.evaluation("indent has to be a number or a text");
    }

    /** JSON that can stand in HTML. */
    private static Py html(Bound args, Budget budget) {
        Optional<String> indent = indent(args.get("indent", Py.None.NONE), budget);
        String between = indent.isPresent() ? "," : ", ";
        String json = new Json(indent, between, ": ", true, true, budget).write(args.get("value"));
        return Str.markup(json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027"));
    }
}
