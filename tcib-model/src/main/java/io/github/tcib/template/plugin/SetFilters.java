package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Arithmetic;
import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists taken as sets, and combined. */
final class SetFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("unique", "a case_sensitive? attribute?"),
                entry("union", "a b"),
                entry("intersect", "a b"),
                entry("difference", "a b"),
                entry("symmetric_difference", "a b"),
                entry("zip", "a? *"),
                entry("zip_longest", "a? * **"),
                entry("product", "a? * **"),
                entry("permutations", "iterable r?"),
                entry("combinations", "iterable r"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "unique" -> unique(args, engine);
            case "union", "intersect", "difference", "symmetric_difference" -> sets(name, args, engine);
            case "zip" -> Combinations.zip(lists(args), false, Py.None.NONE, budget);
            case "zip_longest" -> Combinations.zip(lists(args), true, only(args, "fillvalue", Py.None.NONE), budget);
            case "product" -> Combinations.product(lists(args), only(args, "repeat", Py.Int.of(1)), budget);
            case "permutations" ->
                Combinations.permutations(
                        args.items("iterable"),
                        args.some("r").isPresent()
                                ? args.number("r")
                                : args.items("iterable").size(),
                        budget);
            default -> Combinations.combinations(args.items("iterable"), args.number("r"), budget);
        };
    }

    private static List<List<Py>> lists(Bound args) {
        List<List<Py>> lists = new ArrayList<>();
        if (args.has("a")) {
            lists.add(args.items("a"));
        }
        args.more().forEach(list -> lists.add(Sequences.items(list, args.budget())));
        return lists;
    }

    private static Py only(Bound args, String name, Py otherwise) {
        args.rest().keySet().stream()
                .filter(key -> !key.equals(name))
                .findFirst()
                .ifPresent(key -> {
                    throw Fault.evaluation("there is no parameter '" + key + "'");
                });
        return args.rest().getOrDefault(name, otherwise);
    }

    private static Py unique(Bound args, Engine engine) {
        boolean exact = args.has("case_sensitive") && Truth.of(args.get("case_sensitive"));
        boolean attribute = args.some("attribute").isPresent();
        Path path = Path.of(args.get("attribute", Py.None.NONE), engine);
        List<Py> items = args.items("a");
        Set<Py> seen = new LinkedHashSet<>();
        List<Py> result = new ArrayList<>();
        for (Py item : items) {
            Py key = exact ? path.of(item) : Path.ignoringCase(path.of(item));
            if (attribute && key instanceof Py.Undefined undefined) {
                throw Fault.evaluation(undefined.fault().text());
            }
            if (!Sequences.isHashable(key)) {
                if (attribute || Comparison.equal(args.get("case_sensitive", Py.None.NONE), Py.Bool.FALSE)) {
                    throw Fault.evaluation("unhashable type: '" + key.typeName() + "'");
                }
                return new Array(distinct(items, engine.budget()));
            }
            if (seen.add(key)) {
                result.add(item);
            }
        }
        return new Array(result);
    }

    /** The items without those equal to an earlier one. */
    private static List<Py> distinct(List<Py> items, Budget budget) {
        List<Py> result = new ArrayList<>();
        for (Py item : items) {
            budget.charge(result.size());
            if (!result.contains(item)) {
                result.add(item);
            }
        }
        return result;
    }

    private static Py sets(String name, Bound args, Engine engine) {
        Py a = args.get("a");
        Py b = args.get("b");
        Budget budget = engine.budget();
        if (Sequences.isHashable(a) && Sequences.isHashable(b)) {
            Set<Py> left = new LinkedHashSet<>(args.items("a"));
            Set<Py> right = new LinkedHashSet<>(args.items("b"));
            left.forEach(Sequences::hashable);
            right.forEach(Sequences::hashable);
            return new Py.Group(combined(name, left, right));
        }
        return switch (name) {
            case "union" -> union(a, b, budget);
            case "intersect" -> new Array(intersection(args.items("a"), b, true, budget));
            case "difference" -> new Array(intersection(args.items("a"), b, false, budget));
            default -> {
                Py common = new Array(intersection(args.items("a"), b, true, budget));
                List<Py> result = new ArrayList<>();
                for (Py item : Sequences.items(union(a, b, budget), budget)) {
                    if (!Sequences.contains(common, item, budget)) {
                        result.add(item);
                    }
                }
                yield new Array(result);
            }
        };
    }

    private static Py union(Py a, Py b, Budget budget) {
        Py both = Arithmetic.apply(Arithmetic.Operator.ADD, a, b, budget);
        return new Array(distinct(Sequences.items(both, budget), budget));
    }

    private static List<Py> intersection(List<Py> items, Py other, boolean inside, Budget budget) {
        List<Py> result = new ArrayList<>();
        for (Py item : items) {
            if (Sequences.contains(other, item, budget) == inside) {
                result.add(item);
            }
        }
        return distinct(result, budget);
    }

    private static Set<Py> combined(String name, Set<Py> left, Set<Py> right) {
        Set<Py> result = new LinkedHashSet<>(left);
        switch (name) {
            case "union" -> result.addAll(right);
            case "intersect" -> result.retainAll(right);
            case "difference" -> result.removeAll(right);
            default -> {
                result.removeAll(right);
                right.stream().filter(item -> !left.contains(item)).forEach(result::add);
            }
        }
        return result;
    }
}
