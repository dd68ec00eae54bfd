package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filter combine.
 *
 * @param recursive whether dictionaries in dictionaries are merged too
 * @param lists what becomes of lists under the same key
 */
record Merging(boolean recursive, String lists, Budget budget) {
    private static final Set<String> WAYS = Set.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

    static Py combine(Bound args, Budget budget) {
        for (String name : args.rest().keySet()) {
            if (!name.equals("recursive") && !name.equals("list_merge")) {
                throw Fault.evaluation("combine() has no parameter '" + name + "', only recursive and list_merge");
            }
        }
        boolean recursive = Truth.of(args.rest().getOrDefault("recursive", Py.Bool.FALSE));
        Py lists = args.rest().getOrDefault("list_merge", Py.Str.of("replace"));
        List<Py> terms = new ArrayList<>();
        ListFilters.flatten(new Array(args.more()), 1, true, terms, budget);
        terms.forEach(Merging::checkDefined);
        if (terms.isEmpty()) {
            return new Dict(Map.of());
        }
        Py result = terms.get(terms.size() - 1);
        if (terms.size() > 1 && !(lists instanceof Py.Str str && WAYS.contains(str.text()))) {
            throw Fault.evaluation("list_merge has to be one of replace, keep, append, prepend, append_rp, prepend_rp");
        }
        for (int i = terms.size() - 2; i >= 0; i--) {
            Merging merging = new Merging(recursive, ((Py.Str) lists).text(), budget);
            result = merging.merge(MapFilters.dict(terms.get(i), "combine"), MapFilters.dict(result, "combine"));
        }
        return result;
    }

    private static void checkDefined(Py value) {
        if (value instanceof Py.Undefined undefined) {
            throw undefined.fault();
        } else if (value instanceof Dict dict) {
            dict.entries().values().forEach(Merging::checkDefined);
        } else if (value instanceof Array array) {
            array.items().forEach(Merging::checkDefined);
        }
    }

    private Dict merge(Dict low, Dict high) {
        if (low.entries().isEmpty() || low.equals(high)) {
            return high;
        }
        budget.charge((long) low.entries().size() + high.entries().size());
        Map<Py, Py> merged = new LinkedHashMap<>(low.entries());
        high.entries().forEach((key, value) -> {
            Py old = merged.get(key);
            merged.put(key, old == null ? value : merge(old, value));
        });
        return new Dict(Collections.unmodifiableMap(merged));
    }

    private Py merge(Py low, Py high) {
        if (low instanceof Dict a && high instanceof Dict b) {
            return recursive ? merge(a, b) : high;
        }
        if (low instanceof Array a && high instanceof Array b) {
            return switch (lists) {
                case "keep" -> low;
                case "append" -> joined(a.items(), b.items());
                case "prepend" -> joined(b.items(), a.items());
                case "append_rp" -> joined(without(a.items(), b), b.items());
                case "prepend_rp" -> joined(b.items(), without(a.items(), b));
                default -> high;
            };
        }
        return high;
    }

    private Array joined(List<Py> first, List<Py> second) {
        budget.charge((long) first.size() + second.size());
        List<Py> all = new ArrayList<>(first);
        all.addAll(second);
        return new Array(all);
    }

    private List<Py> without(List<Py> items, Array other) {
        List<Py> kept = new ArrayList<>();
        for (Py item : items) {
            if (!Sequences.contains(other, item, budget)) {
                kept.add(item);
            }
        }
        return kept;
    }
}
