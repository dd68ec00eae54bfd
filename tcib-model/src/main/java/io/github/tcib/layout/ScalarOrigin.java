package io.github.tcib.layout;

import io.github.tcib.model.Location;
import io.github.tcib.template.Origin;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/**
 * Where the characters of a YAML scalar stand in its file. Decoding folds lines, drops indentation and undoes escapes; this
 * walks the source and the decoded text side by side to find the way back, only when someone asks.
 */
final class ScalarOrigin implements Origin {

    private final YamlSource source;
    private final int start;
    private final int end;
    private final ScalarStyle style;
    private final String text;

    /**
     * @param start index of the scalar's first code point in the source, its quote or block indicator included
     * @param end index after its last
     */
    ScalarOrigin(YamlSource source, int start, int end, ScalarStyle style, String text) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.style = style;
        this.text = text;
    }

    @Override
    public Location at(int offset) {
        return source.locationOf(indexOf(offset));
    }

    private int indexOf(int offset) {
        int position = contentStart();
        int mapped = position;
        for (int i = 0; i <= offset; ) {
            if (i == text.length()) {
                return Math.min(position, end);
            }
            int wanted = text.codePointAt(i);
            if (!isBlank(wanted)) {
                position = skipTo(position, wanted);
            } else if (wanted == '\n') {
                position = skipTo(position, '\n');
            }
            mapped = position;
            position = Math.min(end, position + width(position));
            i += Character.charCount(wanted);
        }
        return mapped;
    }

    private int contentStart() {
        return switch (style) {
            case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
            case LITERAL, FOLDED -> afterLine(start);
            default -> start;
        };
    }

    private int afterLine(int position) {
        int next = position;
        while (next < end && source.codePoint(next) != '\n') {
            next++;
        }
        return Math.min(end, next + 1);
    }

    /** The next place of a character, or where we are when the source spells it in another way (an escape). */
    private int skipTo(int position, int wanted) {
        int next = position;
        while (next < end) {
            int found = source.codePoint(next);
            if (found == wanted || (style == ScalarStyle.DOUBLE_QUOTED && found == '\\')) {
                return next;
            }
            if (!isBlank(found)) {
                return position;
            }
            next++;
        }
        return position;
    }

    /** How many code points of the source the character at a position takes. */
    private int width(int position) {
        if (position + 1 >= end) {
            return 1;
        }
        int first = source.codePoint(position);
        int second = source.codePoint(position + 1);
        if (style == ScalarStyle.SINGLE_QUOTED && first == '\'' && second == '\'') {
            return 2;
        }
        if (style == ScalarStyle.DOUBLE_QUOTED && first == '\\') {
            return switch (second) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
        }
        return 1;
    }

    private static boolean isBlank(int codePoint) {
        return codePoint == ' ' || codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }
}
