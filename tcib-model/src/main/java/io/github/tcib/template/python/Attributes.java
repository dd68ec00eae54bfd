package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Num;
import io.github.tcib.template.python.Py.Range;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Thing;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.View;
import io.github.tcib.template.python.Py.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The attributes and methods values have; those that change their object or reach into Python are refused. */
public final class Attributes {
    private static final Set<String> CHANGE_A_LIST =
            Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");
    private static final Set<String> CHANGE_A_DICT = Set.of("clear", "pop", "popitem", "setdefault", "update");

    private Attributes() {}

    /** {@code value.name}, if there is such an attribute. */
    public static Optional<Py> of(Py value, String name) {
        if (name.startsWith("__") && name.endsWith("__")) {
            throw Fault.evaluation("Python's '" + name + "' is not supported");
        }
        if (value instanceof Str str) {
            return StrMethods.of(str, name);
        } else if (value instanceof Dict dict) {
            return ofDict(dict, name);
        } else if (value instanceof Seq seq) {
            return ofSequence(seq, name);
        } else if (value instanceof Num num) {
            return ofNumber(num, name);
        } else if (value instanceof Range range) {
            return switch (name) {
                case "start" -> Optional.of(Int.of(range.start()));
                case "stop" -> Optional.of(Int.of(range.stop()));
                case "step" -> Optional.of(Int.of(range.step()));
                default -> Optional.empty();
            };
        } else if (value instanceof Thing thing) {
            return thing.attribute(name);
        }
        return Optional.empty();
    }

    /** The names of what the value's keys or attributes may have been meant to be. */
    public static List<String> names(Py value) {
        List<String> names = new ArrayList<>();
        if (value instanceof Dict dict) {
            dict.entries().keySet().forEach(key -> {
                if (key instanceof Str str) {
                    names.add(str.text());
                }
            });
            names.addAll(List.of("items", "keys", "values", "get"));
        } else if (value instanceof Str) {
            names.addAll(StrMethods.names());
        }
        return names;
    }

    private static Optional<Py> method(String name, String signature, Function<Bound, Py> body) {
        Py.Function function =
                arguments -> body.apply(Signature.parse(name, signature).bind(arguments));
        return Optional.of(function);
    }

    private static Fault changes(String type, String name) {
        return Fault.evaluation("the method '" + name + "' would change a " + type + ", which is not supported")
                .withHint(Optional.of(
                        type.equals("list")
                                ? "make a new list, as in l + [x]"
                                : "make a new dict with the filter combine, or write d['" + name + "'] for a key"));
    }

    private static Optional<Py> ofDict(Dict dict, String name) {
        if (CHANGE_A_DICT.contains(name)) {
            throw changes("dict", name);
        }
        Map<Py, Py> entries = dict.entries();
        return switch (name) {
            case "items" -> method(name, "", bound -> items(dict, bound.budget()));
            case "keys" -> method(name, "", bound -> new View("dict_keys", List.copyOf(entries.keySet())));
            case "values" -> method(name, "", bound -> new View("dict_values", List.copyOf(entries.values())));
            case "get" ->
                method(
                        name,
                        "key default? /",
                        bound -> entries.getOrDefault(
                                Sequences.hashable(bound.get("key")), bound.get("default", None.NONE)));
            case "copy" -> method(name, "", bound -> dict);
            case "fromkeys" ->
                method(name, "keys value? /", bound -> {
                    List<Map.Entry<Py, Py>> items = new ArrayList<>();
                    bound.items("keys").forEach(key -> items.add(Map.entry(key, bound.get("value", None.NONE))));
                    return Sequences.dict(items);
                });
            default -> Optional.empty();
        };
    }

    /** {@code dict.items()}. */
    public static View items(Dict dict, Budget budget) {
        budget.charge(dict.entries().size());
        List<Py> pairs = new ArrayList<>();
        dict.entries().forEach((key, value) -> pairs.add(Tuple.of(key, value)));
        return new View("dict_items", pairs);
    }

    private static Optional<Py> ofSequence(Seq seq, String name) {
        if (seq instanceof Array && CHANGE_A_LIST.contains(name)) {
            throw changes("list", name);
        }
        if (seq instanceof Tuple tuple && tuple.fields().contains(name)) {
            return Optional.of(tuple.items().get(tuple.fields().indexOf(name)));
        }
        return switch (name) {
            case "count" ->
                method(name, "value /", bound -> {
                    bound.budget().charge(seq.items().size());
                    return Int.of(seq.items().stream()
                            .filter(item -> Comparison.equal(item, bound.get("value")))
                            .count());
                });
            case "index" -> method(name, "value start? stop? /", bound -> index(seq, bound));
            case "copy" -> seq instanceof Array ? method(name, "", bound -> seq) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Py index(Seq seq, Bound bound) {
        int size = seq.items().size();
        int from = bound.number("start", 0);
        int to = bound.number("stop", size);
        bound.budget().charge(size);
        for (int i = Math.max(0, from < 0 ? from + size : from); i < Math.min(size, to < 0 ? to + size : to); i++) {
            if (Comparison.equal(seq.items().get(i), bound.get("value"))) {
                return Int.of(i);
            }
        }
        throw Fault.evaluation(Repr.repr(bound.get("value"), bound.budget()) + " is not in " + seq.typeName());
    }

    private static Optional<Py> ofNumber(Num num, String name) {
        if (num instanceof Whole whole) {
            return switch (name) {
                case "real", "numerator" -> Optional.of(new Int(whole.integer()));
                case "imag" -> Optional.of(Int.of(0));
                case "denominator" -> Optional.of(Int.of(1));
                case "conjugate" -> method(name, "", bound -> new Int(whole.integer()));
                case "bit_length" ->
                    method(name, "", bound -> Int.of(whole.integer().abs().bitLength()));
                case "bit_count" ->
                    method(name, "", bound -> Int.of(whole.integer().abs().bitCount()));
                case "as_integer_ratio" -> method(name, "", bound -> Tuple.of(new Int(whole.integer()), Int.of(1)));
                default -> Optional.empty();
            };
        }
        double value = num.real();
        return switch (name) {
            case "real" -> Optional.of(num);
            case "imag" -> Optional.of(new Real(0));
            case "conjugate" -> method(name, "", bound -> num);
            case "is_integer" ->
                method(name, "", bound -> Bool.of(Double.isFinite(value) && value == Math.rint(value)));
            case "as_integer_ratio" -> method(name, "", bound -> ratio(value));
            default -> Optional.empty();
        };
    }

    private static Py ratio(double value) {
        if (!Double.isFinite(value)) {
            throw Fault.evaluation("cannot convert " + Floats.repr(value) + " to integer ratio");
        }
        BigDecimal exact = new BigDecimal(value);
        BigInteger below = BigInteger.TEN.pow(Math.max(0, exact.scale()));
        BigInteger above = exact.multiply(new BigDecimal(below)).toBigIntegerExact();
        BigInteger common = above.gcd(below).max(BigInteger.ONE);
        return Tuple.of(new Int(above.divide(common)), new Int(below.divide(common)));
    }
}
