package io.github.tcib.template.eval;

import io.github.tcib.template.python.Py;
import io.github.tcib.template.syntax.Expr;
import java.util.Optional;

/** Names for expressions that are plain ways to a value, for errors about them. */
final class Described {
    private static final int LONGEST = 120;

    private Described() {}

    /** A text such as {@code packages.common[0]}, if the expression is of that kind and not too long. */
    static Optional<String> of(Expr expr) {
        return path(expr).filter(path -> path.length() <= LONGEST);
    }

    private static Optional<String> path(Expr expr) {
        if (expr instanceof Expr.Name name) {
            return Optional.of(name.name());
        }
        if (expr instanceof Expr.Attribute attribute) {
            return path(attribute.object()).map(object -> object + "." + attribute.name());
        }
        if (expr instanceof Expr.Element element && element.key() instanceof Expr.Constant constant) {
            if (constant.value() instanceof Py.Str str) {
                return path(element.object()).map(object -> object + "['" + str.text() + "']");
            }
            if (constant.value() instanceof Py.Int number) {
                return path(element.object()).map(object -> object + "[" + number.integer() + "]");
            }
        }
        return Optional.empty();
    }
}
