package io.github.tcib.layout;

import io.github.tcib.template.Value;

/** Names of the kinds of values for messages. */
final class Kind {

    private Kind() {}

    /** The kind with its article, such as {@code a list}. */
    static String of(Value value) {
        if (value instanceof Value.Text) {
            return "text";
        }
        if (value instanceof Value.Numeric) {
            return "a number";
        }
        if (value instanceof Value.Bool) {
            return "true or false";
        }
        if (value instanceof Value.Sequence) {
            return "a list";
        }
        return value instanceof Value.Mapping ? "a map" : "nothing";
    }
}
