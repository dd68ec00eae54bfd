package io.github.tcib.layout;

import io.github.tcib.template.Value;

/** Names of the kinds of values for messages. */
final class Kind {

    private Kind() {}

    /** The kind with its article, such as {@code a list}. */
    static String of(Value value) {
        return switch (value) {
            case Value.Text text -> "text";
            case Value.Numeric number -> "a number";
            case Value.Bool truth -> "true or false";
            case Value.Null none -> "nothing";
            case Value.Sequence list -> "a list";
            case Value.Mapping map -> "a map";
        };
    }
}
