package io.github.tcib.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message as its source words it.
 *
 * @param parts its fixed parts and the names of its values, taking turns; the first is a fixed part, which may be empty
 * @param area the package it is made in, such as {@code lock.resolve}
 * @param place the file and line
 */
record Message(List<String> parts, String area, String place) {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** The text with an ellipsis for each value: what a message is known by. */
    String template() {
        return shown((before, value) -> "…");
    }

    /** The text with the names of its values. */
    String readable() {
        return shown((before, value) -> "<" + value + ">");
    }

    private String shown(java.util.function.BinaryOperator<String> value) {
        StringBuilder text = new StringBuilder(parts.get(0));
        for (int i = 1; i < parts.size(); i += 2) {
            text.append(value.apply(text.toString(), parts.get(i))).append(parts.get(i + 1));
        }
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    List<String> fixed() {
        List<String> fixed = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            fixed.add(SPACE.matcher(parts.get(i)).replaceAll(" "));
        }
        return fixed;
    }

    int words() {
        return fixed().stream().mapToInt(part -> Words.of(part).size()).sum();
    }
}
