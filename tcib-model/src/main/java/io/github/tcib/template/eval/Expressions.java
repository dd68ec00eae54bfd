package io.github.tcib.template.eval;

import io.github.tcib.model.Counted;
import io.github.tcib.model.Location;
import io.github.tcib.model.NearName;
import io.github.tcib.template.plugin.Engine;
import io.github.tcib.template.plugin.Plugins;
import io.github.tcib.template.python.Arguments;
import io.github.tcib.template.python.Arithmetic;
import io.github.tcib.template.python.Attributes;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Comparison.Order;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Truth;
import io.github.tcib.template.syntax.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Evaluates the expressions of one template. */
final class Expressions {
    private final Engine engine;
    private final Plugins plugins;
    private final Budget budget;
    private final IntFunction<Supplier<Location>> places;

    Expressions(Engine engine, Plugins plugins, IntFunction<Supplier<Location>> places) {
        this.engine = engine;
        this.plugins = plugins;
        this.budget = engine.budget();
        this.places = places;
    }

    /** The value; a fault is placed at the innermost expression it is about. */
    Py evaluate(Expr expr, Frame frame) {
        budget.charge(1);
        try {
            Py value = value(expr, frame);
            return value instanceof Undefined undefined
                            && undefined.fault().place().isEmpty()
                    ? new Undefined(undefined.fault().at(places.apply(expr.offset())), undefined.lenient())
                    : value;
        } catch (Fault fault) {
            throw fault.at(places.apply(expr.offset()));
        }
    }

    private Py value(Expr expr, Frame frame) {
        if (expr instanceof Expr.Constant constant) {
            return constant.value();
        } else if (expr instanceof Expr.Name name) {
            return name(name, frame);
        } else if (expr instanceof Expr.Attribute attribute) {
            return attribute(attribute, frame);
        } else if (expr instanceof Expr.Element element) {
            return element(element, frame);
        } else if (expr instanceof Expr.Filter filter) {
            Py input = evaluate(filter.input().orElseThrow(), frame);
            return engine.filter(filter.name(), arguments(Optional.of(input), filter.passed(), frame));
        } else if (expr instanceof Expr.Test test) {
            Py value = evaluate(test.value(), frame);
            return engine.test(test.name(), arguments(Optional.of(value), test.passed(), frame));
        } else if (expr instanceof Expr.Call call) {
            return call(call, frame);
        } else if (expr instanceof Expr.Binary binary) {
            return Arithmetic.apply(
                    binary.operator(), evaluate(binary.left(), frame), evaluate(binary.right(), frame), budget);
        } else if (expr instanceof Expr.Compare compare) {
            return compare(compare, frame);
        } else if (expr instanceof Expr.Concat concat) {
            return concat(concat, frame);
        } else if (expr instanceof Expr.Conditional conditional) {
            return conditional(conditional, frame);
        } else if (expr instanceof Expr.Not not) {
            return Bool.of(!Truth.of(evaluate(not.value(), frame)));
        } else if (expr instanceof Expr.And and) {
            Py left = evaluate(and.left(), frame);
            return Truth.of(left) ? evaluate(and.right(), frame) : left;
        } else if (expr instanceof Expr.Or or) {
            Py left = evaluate(or.left(), frame);
            return Truth.of(left) ? left : evaluate(or.right(), frame);
        }
        return constructed(expr, frame);
    }

    private Py constructed(Expr expr, Frame frame) {
        if (expr instanceof Expr.ListOf list) {
            return new Array(all(list.items(), frame));
        } else if (expr instanceof Expr.TupleOf tuple) {
            return Py.Tuple.of(all(tuple.items(), frame));
        } else if (expr instanceof Expr.DictOf dict) {
            List<Map.Entry<Py, Py>> entries = new ArrayList<>();
            dict.pairs()
                    .forEach(pair -> entries.add(
                            Map.entry(Sequences.hashable(evaluate(pair.key(), frame)), evaluate(pair.value(), frame))));
            return Sequences.dict(entries);
        } else if (expr instanceof Expr.Slice slice) {
            return Sequences.slice(
                    evaluate(slice.object(), frame),
                    evaluate(slice.start(), frame),
                    evaluate(slice.stop(), frame),
                    evaluate(slice.step(), frame),
                    budget);
        } else if (expr instanceof Expr.Negative negative) {
            return Arithmetic.negate(evaluate(negative.value(), frame));
        } else if (expr instanceof Expr.Positive positive) {
            return Arithmetic.plus(evaluate(positive.value(), frame));
        }
        throw new IllegalStateException("no evaluation for " + expr.getClass());
    }

    private List<Py> all(List<Expr> items, Frame frame) {
        List<Py> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(evaluate(item, frame)));
        return values;
    }

    private Py name(Expr.Name name, Frame frame) {
        Optional<Py> local = frame.get(name.name());
        if (local.isPresent()) {
            return local.get();
        }
        Supplier<Location> place = places.apply(name.offset());
        Optional<Py> variable;
        try {
            variable = engine.variable(name.name());
        } catch (Fault fault) {
            throw fault.via(() -> stage(name.name(), place));
        }
        if (variable.isPresent()) {
            return variable.get() instanceof Undefined undefined
                    ? new Undefined(undefined.fault().via(() -> stage(name.name(), place)), undefined.lenient())
                    : variable.get();
        }
        return Globals.function(name.name(), engine).orElseGet(() -> missing(name.name()));
    }

    private static String stage(String name, Supplier<Location> place) {
        return "'" + name + "' at " + place.get();
    }

    private Py missing(String name) {
        return new Undefined(
                Fault.undefined("'" + name + "' is undefined").withHint(() -> {
                    List<String> known = new ArrayList<>(engine.variableNames());
                    known.addAll(Globals.NAMES);
                    return engine.remedy(name).or(() -> NearName.hint(name, known));
                }),
                false);
    }

    private Py attribute(Expr.Attribute expr, Frame frame) {
        Py object = evaluate(expr.object(), frame);
        if (object instanceof Undefined undefined) {
            return deeper(undefined);
        }
        return Attributes.of(object, expr.name())
                .or(() -> Sequences.element(object, Str.of(expr.name())))
                .orElseGet(() -> absent(expr, object, Str.of(expr.name())));
    }

    private Py element(Expr.Element expr, Frame frame) {
        Py object = evaluate(expr.object(), frame);
        Py key = evaluate(expr.key(), frame);
        if (object instanceof Undefined undefined) {
            return deeper(undefined);
        }
        return elementOf(object, key).orElseGet(() -> absent(expr, object, key));
    }

    private static Py deeper(Undefined undefined) {
        if (undefined.lenient()) {
            throw undefined.fault();
        }
        return undefined;
    }

    /** {@code object[key]}, or the attribute of that name. */
    static Optional<Py> elementOf(Py object, Py key) {
        return Sequences.element(object, key)
                .or(() -> key instanceof Str str ? Attributes.of(object, str.text()) : Optional.empty());
    }

    private Py absent(Expr expr, Py object, Py key) {
        Fault fault = Fault.undefined(Described.of(expr)
                .map(path -> "'" + path + "' is undefined")
                .orElseGet(() -> "the " + object.typeName() + " has no element " + shortened(key)));
        return new Undefined(fault.withHint(() -> hintAt(object, key)), false);
    }

    private static Optional<String> hintAt(Py object, Py key) {
        if (key instanceof Str str) {
            return NearName.hint(str.text(), Attributes.names(object));
        }
        return object instanceof Py.Seq seq && key instanceof Py.Whole
                ? Optional.of("the " + seq.typeName() + " has "
                        + Counted.of(seq.items().size(), "item"))
                : Optional.empty();
    }

    private String shortened(Py key) {
        String text = Repr.repr(key, budget);
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private Py call(Expr.Call expr, Frame frame) {
        Py function = evaluate(expr.function(), frame);
        Arguments arguments = arguments(Optional.empty(), expr.passed(), frame);
        if (function instanceof Py.Function callable) {
            return callable.call(arguments);
        }
        throw Truth.undefinedOr(function, "'" + function.typeName() + "' object is not callable");
    }

    /** Arguments as they are passed, behind a first one if there is one. */
    Arguments arguments(Optional<Py> first, Expr.Passed passed, Frame frame) {
        List<Py> positional = new ArrayList<>();
        first.ifPresent(positional::add);
        positional.addAll(all(passed.positional(), frame));
        Map<String, Py> named = new LinkedHashMap<>();
        passed.named().forEach(each -> named.put(each.name(), evaluate(each.value(), frame)));
        passed.spread().ifPresent(list -> positional.addAll(Sequences.items(evaluate(list, frame), budget)));
        passed.spreadNamed().ifPresent(dict -> spread(evaluate(dict, frame), named));
        return new Arguments(positional, named, budget);
    }

    private static void spread(Py value, Map<String, Py> named) {
        if (!(value instanceof Py.Dict dict)) {
            throw Truth.undefinedOr(value, "argument after ** must be a mapping, not " + value.typeName());
        }
        dict.entries().forEach((key, item) -> {
            if (!(key instanceof Str str)) {
                throw Fault.evaluation("keywords must be strings");
            }
            if (named.put(str.text(), item) != null) {
                throw Fault.evaluation("got two values for '" + str.text() + "'");
            }
        });
    }

    private Py concat(Expr.Concat expr, Frame frame) {
        StringBuilder out = new StringBuilder();
        for (Expr part : expr.parts()) {
            out.append(Repr.str(evaluate(part, frame), budget));
            budget.checkLength(out.length());
        }
        return budget.text(out.toString());
    }

    private Py conditional(Expr.Conditional expr, Frame frame) {
        if (Truth.of(evaluate(expr.test(), frame))) {
            return evaluate(expr.then(), frame);
        }
        if (expr.otherwise().isPresent()) {
            return evaluate(expr.otherwise().get(), frame);
        }
        return new Undefined(Fault.undefined("the condition is false and there is no else"), true);
    }

    private Py compare(Expr.Compare expr, Frame frame) {
        Py left = evaluate(expr.first(), frame);
        for (Expr.Comparand other : expr.others()) {
            Py right = evaluate(other.value(), frame);
            if (!holds(other.comparator(), left, right)) {
                return Bool.FALSE;
            }
            left = right;
        }
        return Bool.TRUE;
    }

    private boolean holds(Expr.Comparator comparator, Py left, Py right) {
        return switch (comparator) {
            case EQUAL -> Comparison.equal(left, right);
            case NOT_EQUAL -> !Comparison.equal(left, right);
            case LESS -> Comparison.test(Order.LESS, left, right);
            case LESS_OR_EQUAL -> Comparison.test(Order.LESS_OR_EQUAL, left, right);
            case GREATER -> Comparison.test(Order.GREATER, left, right);
            case GREATER_OR_EQUAL -> Comparison.test(Order.GREATER_OR_EQUAL, left, right);
            case IN -> Sequences.contains(right, left, budget);
            case NOT_IN -> !Sequences.contains(right, left, budget);
        };
    }

    /** Applies the filters of a block to what the block printed. */
    Py filtered(Expr expr, Py printed, Frame frame) {
        if (!(expr instanceof Expr.Filter filter)) {
            throw new IllegalStateException("not a filter: " + expr.getClass());
        }
        Py input = filter.input().isPresent() ? filtered(filter.input().get(), printed, frame) : printed;
        try {
            return plugins.filter(filter.name(), arguments(Optional.of(input), filter.passed(), frame), engine);
        } catch (Fault fault) {
            throw fault.at(places.apply(expr.offset()));
        }
    }
}
