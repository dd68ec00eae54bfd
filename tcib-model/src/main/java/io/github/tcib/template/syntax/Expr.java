package io.github.tcib.template.syntax;

import io.github.tcib.template.python.Arithmetic.Operator;
import io.github.tcib.template.python.Py;
import java.util.List;
import java.util.Optional;

/** An expression and the offset in the template at which it, or its operator, stands. */
public sealed interface Expr {

    int offset();

    record Constant(Py value, int offset) implements Expr {}

    record Name(String name, int offset) implements Expr {}

    record ListOf(List<Expr> items, int offset) implements Expr {}

    record TupleOf(List<Expr> items, int offset) implements Expr {}

    record DictOf(List<Pair> pairs, int offset) implements Expr {}

    record Pair(Expr key, Expr value) {}

    /** {@code object.name}. */
    record Attribute(Expr object, String name, int offset) implements Expr {}

    /** {@code object[key]}. */
    record Element(Expr object, Expr key, int offset) implements Expr {}

    /** {@code object[start:stop:step]}. */
    record Slice(Expr object, Expr start, Expr stop, Expr step, int offset) implements Expr {}

    record Call(Expr function, Passed passed, int offset) implements Expr {}

    /** {@code input | name(passed)}; without input it is the filter of a block. */
    record Filter(Optional<Expr> input, String name, Passed passed, int offset) implements Expr {}

    /** {@code value is name(passed)}. */
    record Test(Expr value, String name, Passed passed, int offset) implements Expr {}

    record Negative(Expr value, int offset) implements Expr {}

    record Positive(Expr value, int offset) implements Expr {}

    record Binary(Operator operator, Expr left, Expr right, int offset) implements Expr {}

    /** {@code a ~ b ~ c}. */
    record Concat(List<Expr> parts, int offset) implements Expr {}

    /** {@code a < b <= c}. */
    record Compare(Expr first, List<Comparand> others, int offset) implements Expr {}

    record Comparand(Comparator comparator, Expr value) {}

    record Not(Expr value, int offset) implements Expr {}

    record And(Expr left, Expr right, int offset) implements Expr {}

    record Or(Expr left, Expr right, int offset) implements Expr {}

    /** {@code then if test else otherwise}. */
    record Conditional(Expr test, Expr then, Optional<Expr> otherwise, int offset) implements Expr {}

    /** The arguments of a call as they are written. */
    record Passed(List<Expr> positional, List<Named> named, Optional<Expr> spread, Optional<Expr> spreadNamed) {
        static final Passed NOTHING = new Passed(List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    record Named(String name, Expr value) {}

    /** An operator of comparison. */
    enum Comparator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN,
        NOT_IN
    }
}
