package io.github.tcib.layout;

import io.github.tcib.template.Value;
import io.github.tcib.template.python.Floats;
import java.util.Optional;

/** Single values as the text a template would make of them. */
final class ScalarText {

    private ScalarText() {}

    /** The text of a text, number or truth value; empty for anything else. */
    static Optional<String> of(Value value) {
        if (value instanceof Value.Text text) {
            return Optional.of(text.text());
        }
        if (value instanceof Value.Bool truth) {
            return Optional.of(truth.value() ? "True" : "False");
        }
        if (value instanceof Value.Numeric number) {
            return Optional.of(
                    number.number() instanceof Double floating
                            ? Floats.repr(floating)
                            : number.number().toString());
        }
        return Optional.empty();
    }
}
