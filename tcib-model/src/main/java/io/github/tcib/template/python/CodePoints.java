package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Range;
import io.github.tcib.template.python.Py.Str;
import java.util.ArrayList;
import java.util.List;

/** Texts counted as Python counts them, in characters of Unicode and not in UTF-16 units. */
public final class CodePoints {
    private CodePoints() {}

    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The characters, each a text. */
    static List<Py> split(String text) {
        List<Py> items = new ArrayList<>(text.length());
        text.codePoints().forEach(c -> items.add(Str.of(Character.toString(c))));
        return items;
    }

    /** The part from one character up to, but without, another; both within the text. */
    public static String substring(String text, int from, int to) {
        if (length(text) == text.length()) {
            return text.substring(from, to);
        }
        int start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }

    static String slice(String text, Range indices) {
        if (indices.step() == 1) {
            return indices.length() == 0 ? "" : substring(text, (int) indices.start(), (int) indices.stop());
        }
        int[] characters = text.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (long i = 0; i < indices.length(); i++) {
            out.appendCodePoint(characters[(int) (indices.start() + i * indices.step())]);
        }
        return out.toString();
    }

    /** How many characters there are before that UTF-16 unit. */
    static int count(String text, int units) {
        return text.codePointCount(0, units);
    }

    /** Compares by the numbers of the characters. */
    static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean pairA = Character.isSurrogate(a);
                boolean pairB = Character.isSurrogate(b);
                return pairA == pairB ? Character.compare(a, b) : pairA ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Whether {@code str.isspace} holds for the character. */
    public static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || (c >= 0x1c && c <= 0x20)
                || c == 0x85
                || c == 0xa0
                || (c > 0x7f && (Character.isSpaceChar(c) && c != 0x200b));
    }
}
