package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Attributes;
import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Splitting;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dictionaries, and lists of them. */
final class MapFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("dictsort", "value case_sensitive? by? reverse?"),
                entry("items", "value"),
                entry("dict2items", "mydict key_name? value_name?"),
                entry("items2dict", "mylist key_name? value_name?"),
                entry("combine", "* **"),
                entry("extract", "item container morekeys?"),
                entry("subelements", "obj subelements skip_missing?"),
                entry("rekey_on_member", "data key duplicates?"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        return switch (name) {
            case "dictsort" -> sorted(args, engine);
            case "items" ->
                args.get("value") instanceof Undefined
                        ? new Array(List.of())
                        : Attributes.items(dict(args.get("value"), "items"), engine.budget());
            case "dict2items" -> toItems(args);
            case "items2dict" -> fromItems(args, engine);
            case "combine" -> Merging.combine(args, engine.budget());
            case "extract" -> extract(args, engine);
            case "subelements" -> subelements(args, engine);
            default -> rekeyed(args, engine);
        };
    }

    static Dict dict(Py value, String filter) {
        if (value instanceof Dict dict) {
            return dict;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        throw Fault.evaluation(filter + " needs a dict, not " + value.typeName());
    }

    private static Py sorted(Bound args, Engine engine) {
        String by = args.text("by", "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw Fault.evaluation("dictsort sorts by 'key' or 'value', not by '" + by + "'");
        }
        boolean exact = args.truth("case_sensitive", false);
        int part = by.equals("key") ? 0 : 1;
        List<Py> items = Attributes.items(dict(args.get("value"), "dictsort"), engine.budget())
                .items();
        return new Array(Comparison.sorted(
                items,
                item -> {
                    Py key = ((Tuple) item).items().get(part);
                    return exact ? key : Path.ignoringCase(key);
                },
                args.truth("reverse", false),
                engine.budget()));
    }

    private static Py toItems(Bound args) {
        Py key = args.get("key_name", Str.of("key"));
        Py value = args.get("value_name", Str.of("value"));
        List<Py> items = new ArrayList<>();
        dict(args.get("mydict"), "dict2items")
                .entries()
                .forEach((k, v) -> items.add(Sequences.dict(List.of(Map.entry(key, k), Map.entry(value, v)))));
        return new Array(items);
    }

    private static Py fromItems(Bound args, Engine engine) {
        Py key = args.get("key_name", Str.of("key"));
        Py value = args.get("value_name", Str.of("value"));
        if (!(args.get("mylist") instanceof Py.Seq)) {
            if (args.get("mylist") instanceof Undefined undefined) {
                throw undefined.fault();
            }
            throw Fault.evaluation(
                    "items2dict needs a list, not " + args.get("mylist").typeName());
        }
        List<Map.Entry<Py, Py>> entries = new ArrayList<>();
        for (Py item : args.items("mylist")) {
            Dict dict = dict(item, "items2dict");
            entries.add(Map.entry(member(dict, key, engine), member(dict, value, engine)));
        }
        return Sequences.dict(entries);
    }

    private static Py member(Dict dict, Py key, Engine engine) {
        return Sequences.element(dict, key)
                .orElseThrow(() -> Fault.evaluation("the dict has no key " + Repr.repr(key, engine.budget())));
    }

    private static Py extract(Bound args, Engine engine) {
        List<Py> keys = new ArrayList<>(List.of(args.get("item")));
        args.some("morekeys").ifPresent(more -> {
            if (more instanceof Array array) {
                keys.addAll(array.items());
            } else {
                keys.add(more);
            }
        });
        Py value = args.get("container");
        for (Py key : keys) {
            value = engine.element(value, key);
        }
        return value;
    }

    private static Py subelements(Bound args, Engine engine) {
        Py object = args.get("obj");
        if (!(object instanceof Dict || object instanceof Array)) {
            return dict(object, "subelements");
        }
        List<Py> elements =
                object instanceof Dict dict ? List.copyOf(dict.entries().values()) : ((Array) object).items();
        Py path = args.get("subelements");
        List<Py> keys;
        if (path instanceof Array array) {
            keys = array.items();
        } else {
            keys = Splitting.split(args.str("subelements"), Optional.of("."), -1, false)
                    .items();
        }
        List<Py> result = new ArrayList<>();
        for (Py element : elements) {
            Py values = inside(element, keys, args.truth("skip_missing", false), engine);
            if (!(values instanceof Array array)) {
                throw Fault.evaluation("subelements needs a list at " + Repr.str(path, engine.budget()) + ", not "
                        + values.typeName());
            }
            engine.budget().charge(array.items().size());
            array.items().forEach(value -> result.add(Tuple.of(element, value)));
        }
        return new Array(result);
    }

    private static Py inside(Py element, List<Py> keys, boolean skipMissing, Engine engine) {
        Py value = element;
        for (Py key : keys) {
            Dict dict = dict(value, "subelements");
            Optional<Py> member = Sequences.element(dict, key);
            if (member.isEmpty() && skipMissing) {
                return new Array(List.of());
            }
            value = member.orElseGet(() -> member(dict, key, engine));
        }
        return value;
    }

    private static Py rekeyed(Bound args, Engine engine) {
        String duplicates = args.text("duplicates", "error");
        if (!duplicates.equals("error") && !duplicates.equals("overwrite")) {
            throw Fault.evaluation("duplicates has to be 'error' or 'overwrite', not '" + duplicates + "'");
        }
        Py data = args.get("data");
        Truth.of(args.get("key"));
        if (data instanceof Str) {
            throw Fault.evaluation("rekey_on_member needs a list or a dict");
        }
        List<Py> items = data instanceof Dict dict ? List.copyOf(dict.entries().values()) : args.items("data");
        Map<Py, Py> result = new LinkedHashMap<>();
        for (Py item : items) {
            Py key = Sequences.hashable(member(dict(item, "rekey_on_member"), args.get("key"), engine));
            if (result.put(key, item) != null && duplicates.equals("error")) {
                throw Fault.evaluation("the key " + Repr.repr(key, engine.budget()) + " is not unique");
            }
        }
        return new Dict(result);
    }
}
