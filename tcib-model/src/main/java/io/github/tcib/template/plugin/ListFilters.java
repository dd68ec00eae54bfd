package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Arithmetic;
import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Comparison.Order;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists: their elements, order, grouping and cutting. */
final class ListFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("first", "seq"),
                entry("last", "seq"),
                entry("length", "obj"),
                entry("count", "obj"),
                entry("list", "value"),
                entry("sort", "value reverse? case_sensitive? attribute?"),
                entry("min", "value case_sensitive? attribute?"),
                entry("max", "value case_sensitive? attribute?"),
                entry("sum", "iterable attribute? start?"),
                entry("batch", "value linecount fill_with?"),
                entry("slice", "value slices fill_with?"),
                entry("groupby", "value attribute default? case_sensitive?"),
                entry("flatten", "mylist levels? skip_nulls?"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        return switch (name) {
            case "first", "last" -> end(name, args.get("seq"), engine);
            case "length", "count" -> Int.of(Sequences.length(args.get("obj")));
            case "list" -> Sequences.array(args.items("value"));
            case "sort" -> sort(args, engine);
            case "min" -> extreme(Order.LESS, args, engine);
            case "max" -> extreme(Order.GREATER, args, engine);
            case "sum" -> sum(args, engine);
            case "batch" -> batch(args);
            case "slice" -> slice(args, engine.budget());
            case "groupby" -> groups(args, engine);
            default -> flatten(args, engine.budget());
        };
    }

    private static Py end(String name, Py value, Engine engine) {
        boolean last = name.equals("last");
        if (last && value instanceof Py.Group) {
            throw Fault.evaluation("'set' object is not reversible");
        }
        List<Py> items = Sequences.items(value, engine.budget());
        if (items.isEmpty()) {
            return new Py.Undefined(Fault.undefined("no " + name + " item, the sequence is empty"), false);
        }
        return items.get(last ? items.size() - 1 : 0);
    }

    private static Py keyed(Py value, boolean caseSensitive) {
        return caseSensitive ? value : Path.ignoringCase(value);
    }

    private static Py sort(Bound args, Engine engine) {
        boolean exact = args.truth("case_sensitive", false);
        List<Path> paths = Path.several(args.get("attribute", Py.None.NONE), engine);
        return new Array(Comparison.sorted(
                args.items("value"),
                item -> {
                    List<Py> keys = new ArrayList<>();
                    paths.forEach(path -> keys.add(keyed(path.of(item), exact)));
                    return new Array(keys);
                },
                args.truth("reverse", false),
                engine.budget()));
    }

    private static Py extreme(Order order, Bound args, Engine engine) {
        boolean exact = args.truth("case_sensitive", false);
        Path path = Path.of(args.get("attribute", Py.None.NONE), engine);
        List<Py> items = args.items("value");
        if (items.isEmpty()) {
            return new Py.Undefined(Fault.undefined("no aggregated item, the sequence is empty"), false);
        }
        Py best = items.get(0);
        Py bestKey = keyed(path.of(best), exact);
        for (Py item : items.subList(1, items.size())) {
            Py key = keyed(path.of(item), exact);
            if (Comparison.test(order, key, bestKey)) {
                best = item;
                bestKey = key;
            }
        }
        return best;
    }

    private static Py sum(Bound args, Engine engine) {
        Path path = Path.of(args.get("attribute", Py.None.NONE), engine);
        Py total = args.get("start", Int.of(0));
        if (total instanceof Str) {
            throw Fault.evaluation("sum() can't sum strings [use ''.join(seq) instead]");
        }
        for (Py item : args.items("iterable")) {
            total = Arithmetic.apply(Arithmetic.Operator.ADD, total, path.of(item), engine.budget());
        }
        return total;
    }

    private static Py batch(Bound args) {
        Py size = args.get("linecount");
        List<Py> batches = new ArrayList<>();
        List<Py> batch = new ArrayList<>();
        for (Py item : args.items("value")) {
            if (Comparison.equal(Int.of(batch.size()), size)) {
                batches.add(new Array(batch));
                batch = new ArrayList<>();
            }
            batch.add(item);
        }
        if (!batch.isEmpty()) {
            Optional<Py> fill = args.some("fill_with");
            if (fill.isPresent()) {
                args.budget().charge(Math.max(0, args.number("linecount")));
                while (batch.size() < args.number("linecount")) {
                    batch.add(fill.get());
                }
            }
            batches.add(new Array(batch));
        }
        return new Array(batches);
    }

    private static Py slice(Bound args, Budget budget) {
        List<Py> items = args.items("value");
        int slices = args.number("slices");
        if (slices == 0) {
            throw Fault.evaluation("integer division or modulo by zero");
        }
        budget.charge(Math.max(0, slices));
        int size = Math.floorDiv(items.size(), slices);
        int longer = Math.floorMod(items.size(), slices);
        List<Py> result = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < slices; i++) {
            int end = start + size + (i < longer ? 1 : 0);
            List<Py> slice = new ArrayList<>(items.subList(start, end));
            if (i >= longer) {
                args.some("fill_with").ifPresent(slice::add);
            }
            result.add(new Array(slice));
            start = end;
        }
        return new Array(result);
    }

    private static Py groups(Bound args, Engine engine) {
        boolean exact = args.truth("case_sensitive", false);
        Optional<Py> otherwise = args.some("default");
        Path path = Path.of(args.get("attribute"), engine);
        List<Py> sorted = Comparison.sorted(
                args.items("value"), item -> keyed(path.of(item, otherwise), exact), false, engine.budget());
        List<Py> groups = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            Py key = keyed(path.of(sorted.get(start), otherwise), exact);
            if (i == sorted.size() || !Comparison.equal(key, keyed(path.of(sorted.get(i), otherwise), exact))) {
                groups.add(new Tuple(
                        List.of(
                                path.of(sorted.get(start), otherwise),
                                new Array(List.copyOf(sorted.subList(start, i)))),
                        List.of("grouper", "list")));
                start = i;
            }
        }
        return new Array(groups);
    }

    private static Py flatten(Bound args, Budget budget) {
        int levels = args.some("levels").isPresent() ? args.number("levels") : Integer.MAX_VALUE;
        List<Py> flat = new ArrayList<>();
        flatten(args.get("mylist"), levels, args.truth("skip_nulls", true), flat, budget);
        return new Array(flat);
    }

    static void flatten(Py list, int levels, boolean skipNulls, List<Py> into, Budget budget) {
        for (Py item : Sequences.items(list, budget)) {
            boolean nothing = item == Py.None.NONE
                    || (item instanceof Str str
                            && (str.text().equals("None") || str.text().equals("null")));
            if (skipNulls && nothing) {
                continue;
            }
            if (item instanceof Py.Seq && levels >= 1) {
                flatten(item, levels - 1, skipNulls, into, budget);
            } else {
                into.add(item);
            }
        }
    }
}
