package io.github.tcib.template.python;

import java.util.HashMap;
import java.util.Map;

/** Where Python and Java write the same regular expression differently. */
final class RegexTranslation {
    private final String source;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, Integer> groupNames = new HashMap<>();
    private final boolean multiline;
    private final boolean ascii;
    private int at;
    private int groups;

    /** The offset after a repetition, where no other may stand. */
    private int repeated = -1;

    /** The offset where an alternative begins, and there is nothing to repeat. */
    private int nothing;

    /**
     * Translates an expression of Python.
     *
     * @param everyLine whether {@code ^} holds at every line, in Python even at an empty last one
     */
    RegexTranslation(String source, boolean everyLine) {
        this.source = source;
        this.multiline = everyLine || source.matches("(?s)\\(\\?[a-z]*m[a-z]*\\).*");
        this.ascii = source.matches("(?s)\\(\\?[a-z]*a[a-z]*\\).*");
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\\') {
                escape(false);
            } else if (c == '[') {
                characterClass();
            } else if (c == '(') {
                group();
            } else if (c == '^' && multiline) {
                out.append("(?<![^\\n])");
                at++;
            } else if (c == '{') {
                count();
            } else if (c == '|') {
                out.append(c);
                nothing = ++at;
            } else if (c == '*' || c == '+' || c == '?') {
                out.append(c);
                repeated = ++at;
            } else if (c == '}') {
                out.append("\\}");
                at++;
            } else {
                out.append(c);
                at++;
            }
        }
    }

    String translated() {
        return out.toString();
    }

    /** Whether classes such as {@code \\w} are about ASCII only. */
    boolean isAscii() {
        return ascii;
    }

    Map<String, Integer> groupNames() {
        return groupNames;
    }

    private static Fault fault(String message) {
        return Fault.evaluation("the regular expression is not valid: " + message);
    }

    /** A brace counts only around a comma and numbers; Java has no {@code {,n}}. */
    private void count() {
        int end = source.indexOf('}', at);
        String count = end < 0 ? "" : source.substring(at + 1, end);
        if (count.matches("[0-9]+(?:,[0-9]*)?|,[0-9]*")) {
            if (at == nothing || at == repeated) {
                throw fault(at == nothing ? "nothing to repeat" : "multiple repeat");
            }
            out.append(count.startsWith(",") ? "{0" : "{").append(count).append('}');
            at = end + 1;
            repeated = at;
        } else {
            out.append("\\{");
            at++;
        }
    }

    private void escape(boolean inClass) {
        if (at + 1 >= source.length()) {
            throw fault("bad escape (end of pattern)");
        }
        char c = source.charAt(at + 1);
        at += 2;
        switch (c) {
            case 'Z' -> {
                if (inClass) {
                    throw fault("bad escape \\Z");
                }
                out.append("\\z");
            }
            case 'a' -> out.append("\\x07");
            case 'v' -> out.append("\\x0b");
            case 's' -> out.append(inClass ? "\\s\\x1c-\\x1f" : "[\\s\\x1c-\\x1f]");
            case 'S' -> out.append(inClass ? "\\S" : "[^\\s\\x1c-\\x1f]");
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digits(c, inClass);
            case 'N' -> named();
            case 'U' -> {
                if (at + 8 > source.length()) {
                    throw fault("incomplete escape \\U");
                }
                out.append("\\x{").append(source, at, at + 8).append('}');
                at += 8;
            }
            case 'A', 'b', 'B', 'd', 'D', 'w', 'W', 'n', 'r', 't', 'f', 'x', 'u' -> {
                if (inClass && c == 'b') {
                    out.append("\\x08");
                } else {
                    out.append('\\').append(c);
                }
            }
            default -> {
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                    throw fault("bad escape \\" + c);
                }
                out.append('\\').append(c);
            }
        }
    }

    private void named() {
        int close = source.startsWith("{", at) ? source.indexOf('}', at) : -1;
        if (close < 0) {
            throw fault("missing { or } of \\N");
        }
        String name = source.substring(at + 1, close);
        try {
            out.append(String.format("\\x{%x}", Character.codePointOf(name)));
        } catch (IllegalArgumentException e) {
            throw fault("undefined character name " + Repr.quoted(name));
        }
        at = close + 1;
    }

    /** A character by its octal number, or what a group matched. */
    private void digits(char first, boolean inClass) {
        int start = at - 1;
        if (first == '0' || (inClass && first < '8') || isOctal(source, start)) {
            at = octalEnd(source, start);
            out.append(String.format("\\x%02x", octal(source.substring(start, at))));
            return;
        }
        at += at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9' ? 1 : 0;
        String number = source.substring(start, at);
        if (inClass) {
            throw fault("bad escape \\" + first);
        }
        if (Integer.parseInt(number) > groups) {
            throw fault("invalid group reference " + number);
        }
        out.append("(?:\\").append(number).append(')');
    }

    /** Whether three octal digits begin there, which are a character and no group. */
    static boolean isOctal(String text, int at) {
        return octalEnd(text, at) == at + 3;
    }

    /** The offset after at most three octal digits. */
    static int octalEnd(String text, int at) {
        int end = at;
        while (end < text.length() && end < at + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
            end++;
        }
        return end;
    }

    static int octal(String digits) {
        int code = Integer.parseInt(digits, 8);
        if (code > 0377) {
            throw Fault.evaluation("octal escape value \\" + digits + " outside of range 0-0o377");
        }
        return code;
    }

    private void characterClass() {
        out.append('[');
        at++;
        if (at < source.length() && source.charAt(at) == '^') {
            out.append('^');
            at++;
        }
        boolean first = true;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == ']' && !first) {
                out.append(']');
                at++;
                return;
            }
            first = false;
            if (c == '\\') {
                escape(true);
            } else {
                out.append("[]&^#".indexOf(c) >= 0 ? "\\" : "").append(c);
                at++;
            }
        }
        throw fault("unterminated character set");
    }

    private void group() {
        if (!source.startsWith("(?", at)) {
            groups++;
            out.append('(');
            nothing = ++at;
        } else if (source.startsWith("(?P<", at)) {
            int end = nameEnd('>');
            String name = source.substring(at + 4, end);
            if (!Letters.isIdentifier(name) || groupNames.putIfAbsent(name, ++groups) != null) {
                throw fault("bad group name '" + name + "'");
            }
            out.append('(');
            at = end + 1;
        } else if (source.startsWith("(?P=", at)) {
            int end = nameEnd(')');
            Integer number = groupNames.get(source.substring(at + 4, end));
            if (number == null) {
                throw fault("unknown group name '" + source.substring(at + 4, end) + "'");
            }
            out.append("(?:\\").append(number).append(')');
            at = end + 1;
        } else if (source.startsWith("(?#", at)) {
            int end = source.indexOf(')', at);
            if (end < 0) {
                throw fault("missing ), unterminated comment");
            }
            at = end + 1;
        } else if (source.startsWith("(?(", at)) {
            throw fault("a group that depends on another is not supported");
        } else if (source.startsWith("(?<", at) && !source.startsWith("(?<=", at) && !source.startsWith("(?<!", at)) {
            throw fault("unknown extension ?<" + (at + 3 < source.length() ? source.charAt(at + 3) : ""));
        } else {
            flags();
        }
    }

    /** Java has the same groups without capture and look-arounds; of the flags, some have other letters. */
    private void flags() {
        int end = at + 2;
        while (end < source.length() && Character.isLetter(source.charAt(end))) {
            end++;
        }
        String flags = source.substring(at + 2, end);
        if (!flags.isEmpty() && end < source.length() && source.charAt(end) == ')' && at > 0) {
            throw fault("global flags not at the start of the expression");
        }
        if (flags.chars().anyMatch(c -> "aimsux".indexOf(c) < 0)) {
            throw fault("unknown extension ?" + flags);
        }
        out.append("(?").append(flags.replaceAll("[au]", "").replace("i", "iu"));
        at = end;
    }

    private int nameEnd(char close) {
        int end = source.indexOf(close, at);
        if (end < 0) {
            throw fault("missing " + close + ", unterminated name");
        }
        return end;
    }
}
