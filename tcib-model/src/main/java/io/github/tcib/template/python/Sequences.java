package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Group;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Range;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Py.View;
import io.github.tcib.template.python.Py.Whole;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Iteration, length, membership, elements and slices. */
public final class Sequences {
    private Sequences() {}

    /** What iterating over the value gives; a TypeError if that is not possible. */
    public static List<Py> items(Py value, Budget budget) {
        List<Py> items;
        if (value instanceof Seq seq) {
            items = seq.items();
        } else if (value instanceof Str str) {
            items = CodePoints.split(str.text());
        } else if (value instanceof Dict dict) {
            items = List.copyOf(dict.entries().keySet());
        } else if (value instanceof View view) {
            items = view.items();
        } else if (value instanceof Group group) {
            items = List.copyOf(group.items());
        } else if (value instanceof Range range) {
            long length = range.length();
            budget.charge(length);
            items = new ArrayList<>();
            for (long i = 0; i < length; i++) {
                items.add(range.at(i));
            }
        } else if (value instanceof Undefined undefined && undefined.lenient()) {
            items = List.of();
        } else {
            throw Truth.undefinedOr(value, "'" + value.typeName() + "' object is not iterable");
        }
        budget.charge(items.size());
        return items;
    }

    public static boolean iterable(Py value) {
        return value instanceof Seq
                || value instanceof Str
                || value instanceof Dict
                || value instanceof View
                || value instanceof Group
                || value instanceof Range;
    }

    /** {@code len(value)}. */
    public static long length(Py value) {
        if (value instanceof Str str) {
            return CodePoints.length(str.text());
        } else if (value instanceof Seq seq) {
            return seq.items().size();
        } else if (value instanceof Dict dict) {
            return dict.entries().size();
        } else if (value instanceof View view) {
            return view.items().size();
        } else if (value instanceof Group group) {
            return group.items().size();
        } else if (value instanceof Range range) {
            return range.length();
        } else if (value instanceof Undefined undefined && undefined.lenient()) {
            return 0;
        }
        throw Truth.undefinedOr(value, "object of type '" + value.typeName() + "' has no len()");
    }

    /** {@code item in container}. */
    public static boolean contains(Py container, Py item, Budget budget) {
        if (container instanceof Str str) {
            if (item instanceof Str part) {
                budget.chargeChars(str.text().length());
                return str.text().contains(part.text());
            }
            throw Truth.undefinedOr(item, "'in <string>' requires string as left operand, not " + item.typeName());
        }
        if (container instanceof Dict dict) {
            return dict.entries().containsKey(hashable(item));
        }
        if (container instanceof Range range && item instanceof Whole whole) {
            BigInteger offset = whole.integer().subtract(BigInteger.valueOf(range.start()));
            BigInteger[] parts = offset.divideAndRemainder(BigInteger.valueOf(range.step()));
            return parts[1].signum() == 0
                    && parts[0].signum() >= 0
                    && parts[0].compareTo(BigInteger.valueOf(range.length())) < 0;
        }
        if (!iterable(container) && !(container instanceof Undefined)) {
            throw Fault.evaluation("argument of type '" + container.typeName() + "' is not iterable");
        }
        for (Py element : items(container, budget)) {
            if (Comparison.equal(element, item)) {
                return true;
            }
        }
        return false;
    }

    /** The value, which has to be fit for a key of a dictionary. */
    public static Py hashable(Py value) {
        if (value instanceof Array || value instanceof Dict || value instanceof Group || value instanceof View) {
            throw Fault.evaluation("unhashable type: '" + value.typeName() + "'");
        }
        if (value instanceof Undefined undefined && !undefined.lenient()) {
            throw undefined.fault();
        }
        if (value instanceof Tuple tuple) {
            tuple.items().forEach(Sequences::hashable);
        }
        return value;
    }

    /** Whether the value can be a member of a set. */
    public static boolean isHashable(Py value) {
        return !(value instanceof Array || value instanceof Dict || value instanceof Group || value instanceof View);
    }

    /** A dictionary of items; later ones win, keys keep their first place. */
    public static Dict dict(List<Map.Entry<Py, Py>> items) {
        Map<Py, Py> entries = new LinkedHashMap<>();
        items.forEach(item -> entries.put(hashable(item.getKey()), item.getValue()));
        return new Dict(Collections.unmodifiableMap(entries));
    }

    public static Array array(Collection<? extends Py> items) {
        return new Array(Collections.unmodifiableList(new ArrayList<>(items)));
    }

    /** {@code value[key]}, or empty where Python raises a LookupError or TypeError. */
    public static Optional<Py> element(Py value, Py key) {
        if (value instanceof Dict dict) {
            return isHashable(key) ? Optional.ofNullable(dict.entries().get(hashable(key))) : Optional.empty();
        }
        if (!(key instanceof Whole whole)) {
            return Optional.empty();
        }
        if (!(value instanceof Seq || value instanceof Str || value instanceof Range)) {
            return Optional.empty();
        }
        long length = length(value);
        BigInteger wanted =
                whole.integer().signum() < 0 ? whole.integer().add(BigInteger.valueOf(length)) : whole.integer();
        if (wanted.signum() < 0 || wanted.compareTo(BigInteger.valueOf(length)) >= 0) {
            return Optional.empty();
        }
        long index = wanted.longValue();
        if (value instanceof Seq seq) {
            return Optional.of(seq.items().get((int) index));
        }
        if (value instanceof Str str) {
            return Optional.of(Str.of(CodePoints.substring(str.text(), (int) index, (int) index + 1)));
        }
        return Optional.of(((Range) value).at(index));
    }

    /** {@code value[start:stop:step]}. */
    public static Py slice(Py value, Py start, Py stop, Py step, Budget budget) {
        if (value instanceof Undefined) {
            return value;
        }
        if (value instanceof Dict) {
            throw Fault.evaluation("unhashable type: 'slice'");
        }
        if (!(value instanceof Seq || value instanceof Str || value instanceof Range)) {
            throw Fault.evaluation("'" + value.typeName() + "' object is not subscriptable");
        }
        int length = (int) Math.min(Integer.MAX_VALUE, length(value));
        int by = step == None.NONE ? 1 : bound(step);
        if (by == 0) {
            throw Fault.evaluation("slice step cannot be zero");
        }
        int low = by > 0 ? 0 : -1;
        int high = by > 0 ? length : length - 1;
        int from = start == None.NONE ? (by > 0 ? low : high) : within(bound(start), length, low, high);
        int to = stop == None.NONE ? (by > 0 ? high : low) : within(bound(stop), length, low, high);
        Range indices = new Range(from, to, by);
        if (value instanceof Range range) {
            long newStep = Math.multiplyExact(range.step(), (long) by);
            long first = range.start() + from * range.step();
            return new Range(first, first + indices.length() * newStep, newStep);
        }
        budget.charge(indices.length());
        if (value instanceof Str str) {
            return budget.text(CodePoints.slice(str.text(), indices));
        }
        List<Py> picked = new ArrayList<>();
        for (long i = 0; i < indices.length(); i++) {
            picked.add(((Seq) value).items().get((int) (from + i * by)));
        }
        return value instanceof Array ? new Array(picked) : Tuple.of(picked);
    }

    private static int bound(Py value) {
        if (value instanceof Whole whole) {
            return Bound.clip(whole.integer());
        }
        throw Truth.undefinedOr(value, "slice indices must be integers or None or have an __index__ method");
    }

    private static int within(int index, int length, int low, int high) {
        int counted = index < 0 ? (int) Math.max((long) index + length, -1) : index;
        return Math.max(low, Math.min(high, counted));
    }
}
