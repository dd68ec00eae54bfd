package io.github.tcib.containerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a JSON array of strings, the exec form of an instruction. Whatever is not such an array is not an error but text, as
 * buildah reads it; only an array that holds something else than strings is refused.
 */
final class JsonStrings {

    private static final String BLANKS = " \t\r\n";

    private final String text;
    private int position;

    private JsonStrings(String text) {
        this.text = text;
    }

    static Optional<List<String>> read(String text) throws MalformedInstructionException {
        String stripped = text.stripLeading();
        return stripped.startsWith("[") ? new JsonStrings(stripped).array() : Optional.empty();
    }

    private Optional<List<String>> array() throws MalformedInstructionException {
        List<String> items = new ArrayList<>();
        position = 1;
        skipBlanks();
        if (at(']')) {
            return Optional.of(items);
        }
        while (true) {
            skipBlanks();
            if (!at('"')) {
                return notStrings();
            }
            Optional<String> item = string();
            if (item.isEmpty()) {
                return Optional.empty();
            }
            items.add(item.get());
            skipBlanks();
            if (at(']')) {
                return Optional.of(items);
            }
            if (!at(',')) {
                return Optional.empty();
            }
            position++;
        }
    }

    /** A number or another JSON value is a slip of the pen; anything else, such as {@code [ -f x ]}, is a shell command. */
    private Optional<List<String>> notStrings() throws MalformedInstructionException {
        if (position < text.length()
                && text.substring(position).matches("(?s)(-?\\d+(\\.\\d+)?|true|false|null)\\s*[,\\]].*")) {
            throw new MalformedInstructionException(
                    "a JSON array here may hold strings only; put the values in quotes");
        }
        return Optional.empty();
    }

    private Optional<String> string() {
        StringBuilder out = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return Optional.of(out.toString());
            } else if (c == '\\') {
                if (!escape(out)) {
                    return Optional.empty();
                }
            } else if (c < ' ') {
                return Optional.empty();
            } else {
                out.append(c);
            }
        }
        return Optional.empty();
    }

    private boolean escape(StringBuilder out) {
        if (position >= text.length()) {
            return false;
        }
        char c = text.charAt(position++);
        switch (c) {
            case '"', '\\', '/' -> out.append(c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> {
                if (position + 4 > text.length()
                        || !text.substring(position, position + 4).matches("[0-9A-Fa-f]{4}")) {
                    return false;
                }
                out.append((char) Integer.parseInt(text.substring(position, position + 4), 16));
                position += 4;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private void skipBlanks() {
        while (position < text.length() && BLANKS.indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }
}
