package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Tuples of the items of lists, in the order of Python's itertools. */
final class Combinations {
    private Combinations() {}

    static Array zip(List<List<Py>> lists, boolean longest, Py fill, Budget budget) {
        int length = lists.stream()
                .mapToInt(List::size)
                .reduce(longest ? Math::max : Math::min)
                .orElse(0);
        List<Py> result = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            budget.charge(lists.size());
            List<Py> tuple = new ArrayList<>();
            for (List<Py> list : lists) {
                tuple.add(i < list.size() ? list.get(i) : fill);
            }
            result.add(Tuple.of(tuple));
        }
        return new Array(result);
    }

    static Array product(List<List<Py>> lists, Py repeat, Budget budget) {
        if (!(repeat instanceof Py.Whole whole) || whole.integer().signum() < 0) {
            throw Fault.evaluation("repeat has to be a whole number of at least 0");
        }
        List<List<Py>> all = new ArrayList<>();
        for (int i = Bound.clip(whole.integer()); i > 0; i--) {
            budget.charge(1);
            all.addAll(lists);
        }
        List<Py> result = new ArrayList<>();
        product(all, new ArrayList<>(), result, budget);
        return new Array(result);
    }

    private static void product(List<List<Py>> lists, List<Py> chosen, List<Py> result, Budget budget) {
        budget.charge(1);
        if (chosen.size() == lists.size()) {
            budget.charge(chosen.size());
            result.add(Tuple.of(List.copyOf(chosen)));
            return;
        }
        for (Py item : lists.get(chosen.size())) {
            chosen.add(item);
            product(lists, chosen, result, budget);
            chosen.remove(chosen.size() - 1);
        }
    }

    static Array permutations(List<Py> items, int length, Budget budget) {
        checkLength(length);
        List<Py> result = new ArrayList<>();
        if (length <= items.size()) {
            permutations(items, length, new ArrayList<>(), new boolean[items.size()], result, budget);
        }
        return new Array(result);
    }

    private static void permutations(
            List<Py> items, int length, List<Py> chosen, boolean[] used, List<Py> result, Budget budget) {
        budget.charge(1);
        if (chosen.size() == length) {
            budget.charge(length);
            result.add(Tuple.of(List.copyOf(chosen)));
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            if (!used[i]) {
                used[i] = true;
                chosen.add(items.get(i));
                permutations(items, length, chosen, used, result, budget);
                chosen.remove(chosen.size() - 1);
                used[i] = false;
            }
        }
    }

    static Array combinations(List<Py> items, int length, Budget budget) {
        checkLength(length);
        List<Py> result = new ArrayList<>();
        combinations(items, 0, length, new ArrayList<>(), result, budget);
        return new Array(result);
    }

    private static void combinations(
            List<Py> items, int from, int length, List<Py> chosen, List<Py> result, Budget budget) {
        budget.charge(1);
        if (chosen.size() == length) {
            budget.charge(length);
            result.add(Tuple.of(List.copyOf(chosen)));
            return;
        }
        for (int i = from; i <= items.size() - (length - chosen.size()); i++) {
            chosen.add(items.get(i));
            combinations(items, i + 1, length, chosen, result, budget);
            chosen.remove(chosen.size() - 1);
        }
    }

    private static void checkLength(int length) {
        if (length < 0) {
            throw Fault.evaluation("r must be non-negative");
        }
    }
}
