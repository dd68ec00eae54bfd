package io.github.tcib.layout;

import io.github.tcib.template.Value;
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
        return value instanceof Value.Numeric number
                ? Optional.of(number.number().toString())
                : Optional.empty();
    }
}
