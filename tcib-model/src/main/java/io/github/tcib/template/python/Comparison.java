package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Group;
import io.github.tcib.template.python.Py.Num;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Equality and order. */
public final class Comparison {

    /** The comparisons that put things in order. */
    public enum Order {
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String sign;

        Order(String sign) {
            this.sign = sign;
        }

        boolean holds(int comparison) {
            return switch (this) {
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    private Comparison() {}

    /** {@code one == other}; an error if either is undefined. */
    public static boolean equal(Py one, Py other) {
        if (other instanceof Undefined undefined && !undefined.lenient()) {
            throw undefined.fault();
        }
        return one.equals(other);
    }

    /** {@code one < other} and its likes; a TypeError if the two have no order. */
    public static boolean test(Order order, Py one, Py other) {
        if (one instanceof Num a && other instanceof Num b) {
            return numbers(order, a, b);
        }
        if (one instanceof Str a && other instanceof Str b) {
            return order.holds(CodePoints.compare(a.text(), b.text()));
        }
        if ((one instanceof Array && other instanceof Array) || (one instanceof Tuple && other instanceof Tuple)) {
            return sequences(order, ((Seq) one).items(), ((Seq) other).items());
        }
        if (one instanceof Group a && other instanceof Group b) {
            return switch (order) {
                case LESS_OR_EQUAL -> b.items().containsAll(a.items());
                case GREATER_OR_EQUAL -> a.items().containsAll(b.items());
                case LESS -> b.items().containsAll(a.items()) && !a.equals(b);
                case GREATER -> a.items().containsAll(b.items()) && !a.equals(b);
            };
        }
        if (one instanceof Moment a && other instanceof Moment b) {
            return order.holds(a.compareTo(b));
        }
        throw Truth.undefinedOr(
                one instanceof Undefined ? one : other,
                "'" + order.sign + "' not supported between instances of '" + one.typeName() + "' and '"
                        + other.typeName() + "'");
    }

    private static boolean numbers(Order order, Num one, Num other) {
        double a = one instanceof Real r ? r.value() : 0;
        double b = other instanceof Real r ? r.value() : 0;
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return false;
        }
        if (Double.isInfinite(a) || Double.isInfinite(b)) {
            return order.holds(Double.compare(a, b));
        }
        return order.holds(Num.exact(one).compareTo(Num.exact(other)));
    }

    private static boolean sequences(Order order, List<Py> one, List<Py> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!equal(one.get(i), other.get(i))) {
                return test(order, one.get(i), other.get(i));
            }
        }
        return order.holds(Integer.compare(one.size(), other.size()));
    }

    /** The items in order of their keys, equal ones as they stood; made of {@code <} alone, as Python does. */
    public static List<Py> sorted(List<Py> items, UnaryOperator<Py> key, boolean reverse, Budget budget) {
        List<Keyed> keyed = new ArrayList<>(items.size());
        items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
        List<Py> result = new ArrayList<>(items.size());
        merge(keyed, reverse, budget).forEach(each -> result.add(each.item));
        return result;
    }

    private record Keyed(Py key, Py item) {}

    private static List<Keyed> merge(List<Keyed> items, boolean reverse, Budget budget) {
        if (items.size() < 2) {
            return items;
        }
        budget.charge(items.size());
        int middle = items.size() / 2;
        List<Keyed> left = merge(items.subList(0, middle), reverse, budget);
        List<Keyed> right = merge(items.subList(middle, items.size()), reverse, budget);
        List<Keyed> result = new ArrayList<>(items.size());
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            Keyed a = left.get(l);
            Keyed b = right.get(r);
            boolean later = reverse ? test(Order.LESS, a.key, b.key) : test(Order.LESS, b.key, a.key);
            if (later) {
                result.add(b);
                r++;
            } else {
                result.add(a);
                l++;
            }
        }
        result.addAll(left.subList(l, left.size()));
        result.addAll(right.subList(r, right.size()));
        return result;
    }
}
