package io.github.tcib.build.jib;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns for one part of a path, as Go's filepath.Match has them: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a-z]}. */
final class PathPattern {

    private static final String SPECIAL = "*?[\\";

    private PathPattern() {}

    /** Whether a text is more than a plain name. */
    static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** @throws InstructionException when brackets are not closed or a backslash is last */
    static Pattern compile(String pattern) throws InstructionException {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> i = brackets(pattern, i, regex);
                case '\\' -> {
                    i++;
                    if (i == pattern.length()) {
                        throw malformed(pattern);
                    }
                    regex.append(quoted(pattern.charAt(i)));
                }
                default -> regex.append(quoted(c));
            }
            i++;
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw malformed(pattern);
        }
    }

    private static int brackets(String pattern, int start, StringBuilder regex) throws InstructionException {
        int i = start + 1;
        regex.append('[');
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            regex.append('^');
            i++;
        }
        int first = i;
        while (i < pattern.length() && (pattern.charAt(i) != ']' || i == first)) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                i++;
                regex.append(quoted(pattern.charAt(i)));
            } else {
                regex.append(c == '-' && i > first ? "-" : quoted(c));
            }
            i++;
        }
        if (i >= pattern.length()) {
            throw malformed(pattern);
        }
        regex.append(']');
        return i;
    }

    private static InstructionException malformed(String pattern) {
        return new InstructionException("'" + pattern + "' is not a valid pattern for file names");
    }

    private static String quoted(char c) {
        return Character.isLetterOrDigit(c) || c > 0x7f ? Character.toString(c) : "\\" + c;
    }
}
