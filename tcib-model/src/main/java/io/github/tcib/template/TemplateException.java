package io.github.tcib.template;

import static java.util.Objects.requireNonNull;

import io.github.tcib.model.Problem;

/** A template that cannot be rendered: what is wrong and at which character of which file. */
public final class TemplateException extends Exception {

    /** What sort of fault it is. */
    public enum Kind {
        /** A variable, an attribute or an element that does not exist was used. */
        UNDEFINED,
        /** The text is not a template of the language. */
        SYNTAX,
        /** The template is well formed but has no value, or one that is refused. */
        EVALUATION
    }

    private final transient Problem problem;
    private final Kind kind;

    TemplateException(Problem problem, Kind kind) {
        super(problem.toString());
        this.problem = requireNonNull(problem);
        this.kind = requireNonNull(kind);
    }

    /** The fault, placed at the spot inside the template where it happened. */
    public Problem problem() {
        return problem;
    }

    public Kind kind() {
        return kind;
    }
}
