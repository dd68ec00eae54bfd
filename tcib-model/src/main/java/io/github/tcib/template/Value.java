package io.github.tcib.template;

import io.github.tcib.model.Location;
import java.util.List;
import java.util.Optional;

/**
 * A value of a variable with the place it came from: YAML data in which every text may be a template. Rendering a value
 * gives a value again, in which no text is a template any more.
 */
public sealed interface Value {

    /** Where the value begins. */
    Location location();

    /** A text, taken as a template when it is rendered. */
    record Text(String text, Origin origin) implements Value {
        @Override
        public Location location() {
            return origin.at(0);
        }

        public static Text of(String text, Location location) {
            return new Text(text, Origin.of(location));
        }
    }

    /** A whole number ({@link java.math.BigInteger}) or a floating point number ({@link Double}). */
    record Numeric(Number number, Location location) implements Value {}

    /** A truth value. */
    record Bool(boolean value, Location location) implements Value {}

    /** No value: YAML null. */
    record Null(Location location) implements Value {}

    /** A list. */
    record Sequence(List<Value> items, Location location) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A map that keeps the order it was given in; no two entries have the same key. */
    record Mapping(List<Entry> entries, Location location) implements Value {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The value under a text key. */
        public Optional<Value> get(String key) {
            return entries.stream()
                    .filter(entry ->
                            entry.key() instanceof Text text && text.text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    /** A key of a map and its value; the key is a scalar and never a template. */
    record Entry(Value key, Value value) {}
}
