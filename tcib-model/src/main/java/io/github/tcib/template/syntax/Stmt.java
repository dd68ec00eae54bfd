package io.github.tcib.template.syntax;

import java.util.List;
import java.util.Optional;

/** A part of a template. */
public sealed interface Stmt {

    /** Text to be copied as it is. */
    record Data(String text) implements Stmt {}

    /** {@code {{ value }}}. */
    record Print(Expr value) implements Stmt {}

    record If(List<Branch> branches, List<Stmt> otherwise) implements Stmt {}

    record Branch(Expr test, List<Stmt> body) {}

    record For(
            Target target,
            Expr iterable,
            Optional<Expr> test,
            boolean recursive,
            List<Stmt> body,
            List<Stmt> otherwise,
            int offset)
            implements Stmt {}

    record Assign(Target target, Expr value) implements Stmt {}

    /** {@code {% set target | filter %}body{% endset %}}. */
    record AssignBlock(Target target, Optional<Expr> filter, List<Stmt> body, int offset) implements Stmt {}

    record With(List<Binding> bindings, List<Stmt> body) implements Stmt {}

    record Binding(Target target, Expr value) {}

    record FilterBlock(Expr filter, List<Stmt> body) implements Stmt {}

    record Autoescape(Expr on, List<Stmt> body, int offset) implements Stmt {}

    /** What a value is assigned to. */
    sealed interface Target {
        int offset();
    }

    record NameTarget(String name, int offset) implements Target {}

    record TupleTarget(List<Target> targets, int offset) implements Target {}

    /** {@code namespace.attribute}. */
    record AttributeTarget(String namespace, String attribute, int offset) implements Target {}
}
