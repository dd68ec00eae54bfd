package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Str;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Cuts texts at separators, line ends and their edges. */
public final class Splitting {
    private Splitting() {}

    /** {@code text.split(separator, limit)} or, from the right, {@code rsplit}; a limit below 0 is none. */
    public static Array split(String text, Optional<String> separator, int limit, boolean fromRight) {
        int most = limit < 0 ? Integer.MAX_VALUE : limit;
        if (separator.isEmpty()) {
            return new Array(fromRight ? wordsFromRight(text, most) : words(text, most));
        }
        String by = separator.get();
        if (by.isEmpty()) {
            throw Fault.evaluation("empty separator");
        }
        List<Py> parts = new ArrayList<>();
        if (fromRight) {
            int end = text.length();
            for (int at = text.lastIndexOf(by); at >= 0 && parts.size() < most; at = before(text, by, at)) {
                parts.add(Str.of(text.substring(at + by.length(), end)));
                end = at;
            }
            parts.add(Str.of(text.substring(0, end)));
            Collections.reverse(parts);
            return new Array(parts);
        }
        int start = 0;
        for (int at = text.indexOf(by); at >= 0 && parts.size() < most; at = text.indexOf(by, start)) {
            parts.add(Str.of(text.substring(start, at)));
            start = at + by.length();
        }
        parts.add(Str.of(text.substring(start)));
        return new Array(parts);
    }

    private static int before(String text, String by, int at) {
        return at < by.length() ? -1 : text.lastIndexOf(by, at - by.length());
    }

    private static List<Py> words(String text, int most) {
        List<Py> parts = new ArrayList<>();
        int at = skip(text, 0, true);
        while (at < text.length()) {
            if (parts.size() == most) {
                parts.add(Str.of(text.substring(at)));
                break;
            }
            int end = skip(text, at, false);
            parts.add(Str.of(text.substring(at, end)));
            at = skip(text, end, true);
        }
        return parts;
    }

    private static List<Py> wordsFromRight(String text, int most) {
        List<Py> parts = new ArrayList<>();
        String rest = strip(text, Optional.empty(), false, true);
        while (!rest.isEmpty()) {
            if (parts.size() == most) {
                parts.add(Str.of(rest));
                break;
            }
            int start = rest.length();
            while (start > 0 && !CodePoints.isSpace(rest.charAt(start - 1))) {
                start--;
            }
            parts.add(Str.of(rest.substring(start)));
            rest = strip(rest.substring(0, start), Optional.empty(), false, true);
        }
        Collections.reverse(parts);
        return parts;
    }

    private static int skip(String text, int from, boolean spaces) {
        int at = from;
        while (at < text.length() && CodePoints.isSpace(text.charAt(at)) == spaces) {
            at++;
        }
        return at;
    }

    /** {@code text.splitlines(keep)}. */
    public static List<Py> lines(String text, boolean keep) {
        List<Py> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && !isLineEnd(text.charAt(end))) {
                end++;
            }
            int next = Math.min(text.length(), end + (text.startsWith("\r\n", end) ? 2 : 1));
            lines.add(Str.of(text.substring(start, keep ? next : end)));
            start = next;
        }
        return lines;
    }

    private static boolean isLineEnd(char c) {
        return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** The text without the given characters, or white space, at one or both edges. */
    public static String strip(String text, Optional<String> characters, boolean left, boolean right) {
        IntPredicate goes = characters.isPresent() ? c -> characters.get().indexOf(c) >= 0 : CodePoints::isSpace;
        int start = 0;
        int end = text.length();
        while (left && start < end && goes.test(text.codePointAt(start))) {
            start = text.offsetByCodePoints(start, 1);
        }
        while (right && start < end && goes.test(text.codePointBefore(end))) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(start, end);
    }

    /** {@code text.replace(old, replacement, count)}. */
    public static String replace(String text, String old, String replacement, int count, Budget budget) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        int left = count < 0 ? Integer.MAX_VALUE : count;
        while (left-- > 0) {
            int found = text.indexOf(old, at);
            if (found < 0) {
                break;
            }
            out.append(text, at, found).append(replacement);
            at = found + old.length();
            if (old.isEmpty()) {
                if (at >= text.length()) {
                    break;
                }
                int next = text.offsetByCodePoints(at, 1);
                out.append(text, at, next);
                at = next;
            }
            budget.charge(1);
            budget.chargeChars(out.length() > 1 << 16 ? replacement.length() : 0);
        }
        return out.append(text, at, text.length()).toString();
    }
}
