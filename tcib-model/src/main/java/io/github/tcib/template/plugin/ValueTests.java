package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Arithmetic;
import io.github.tcib.template.python.Arithmetic.Operator;
import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Comparison.Order;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Letters;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Sequences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tests of Jinja2. */
final class ValueTests implements Family {
    @Override
    public Map<String, String> signatures() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : List.of(
                "odd even defined undefined filter test none boolean false true integer float",
                "lower upper string mapping number sequence iterable callable escaped")) {
            for (String each : name.split(" ", -1)) {
                all.put(each, "value");
            }
        }
        all.putAll(Map.of("divisibleby", "value num", "sameas", "value other", "in", "value seq"));
        for (String name : "== eq equalto != ne > gt greaterthan >= ge < lt lessthan <= le".split(" ", -1)) {
            all.put(name, "a b");
        }
        return all;
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        if (args.has("a")) {
            return Bool.of(compared(name, args.get("a"), args.get("b")));
        }
        return Bool.of(holds(name, args.get("value"), args, engine));
    }

    private static boolean compared(String name, Py a, Py b) {
        return switch (name) {
            case "==", "eq", "equalto" -> Comparison.equal(a, b);
            case "!=", "ne" -> !Comparison.equal(a, b);
            case ">", "gt", "greaterthan" -> Comparison.test(Order.GREATER, a, b);
            case ">=", "ge" -> Comparison.test(Order.GREATER_OR_EQUAL, a, b);
            case "<", "lt", "lessthan" -> Comparison.test(Order.LESS, a, b);
            default -> Comparison.test(Order.LESS_OR_EQUAL, a, b);
        };
    }

    private static boolean holds(String name, Py value, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "odd" -> remainder(value, Int.of(2), budget).equals(Int.of(1));
            case "even" -> remainder(value, Int.of(2), budget).equals(Int.of(0));
            case "divisibleby" -> remainder(value, args.get("num"), budget).equals(Int.of(0));
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "filter" -> known(name, engine.knowsFilter(args.str("value")), args);
            case "test" -> known(name, engine.knowsTest(args.str("value")), args);
            case "none" -> value == Py.None.NONE;
            case "boolean" -> value instanceof Bool;
            case "true" -> value instanceof Bool bool && bool.value();
            case "false" -> value instanceof Bool bool && !bool.value();
            case "integer" -> value instanceof Int;
            case "float" -> value instanceof Py.Real;
            case "lower" -> Letters.isLower(args.text("value"));
            case "upper" -> Letters.isUpper(args.text("value"));
            case "string" -> value instanceof Str;
            case "mapping" -> value instanceof Py.Dict;
            case "number" -> value instanceof Py.Num;
            case "sequence" ->
                value instanceof Py.Seq
                        || value instanceof Str
                        || value instanceof Py.Dict
                        || value instanceof Py.Range
                        || (value instanceof Undefined undefined && undefined.lenient());
            case "iterable" -> iterable(value);
            case "callable" -> value instanceof Py.Function || value instanceof Undefined;
            case "escaped" -> value instanceof Str str && str.flavor() == Py.Flavor.MARKUP;
            case "sameas" -> same(value, args.get("other"));
            default -> Sequences.contains(args.get("seq"), value, budget);
        };
    }

    /** Ansible has no answer but an error for what is no filter or test. */
    private static boolean known(String what, boolean known, Bound args) {
        if (!known) {
            throw Fault.evaluation("there is no " + what + " '" + args.str("value") + "'");
        }
        return true;
    }

    private static boolean iterable(Py value) {
        if (value instanceof Undefined undefined && !undefined.lenient()) {
            throw undefined.fault();
        }
        return value instanceof Undefined || Sequences.iterable(value);
    }

    private static Py remainder(Py value, Py by, Budget budget) {
        return Arithmetic.apply(Operator.MODULO, value, by, budget);
    }

    /** Identity, as far as values have one here: Python keeps one object for each small constant. */
    private static boolean same(Py one, Py other) {
        if (one instanceof Bool || one == Py.None.NONE || one instanceof Int || one instanceof Str) {
            return one.getClass() == other.getClass() && one.equals(other);
        }
        return System.identityHashCode(one) == System.identityHashCode(other) && one.getClass() == other.getClass();
    }
}
