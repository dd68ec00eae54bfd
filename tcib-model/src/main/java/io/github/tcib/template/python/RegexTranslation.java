package io.github.tcib.template.python;

import java.util.HashMap;
import java.util.Map;

/** Where Python and Java write the same regular expression differently. */
final class RegexTranslation {
    private final String source;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, Integer> groupNames = new HashMap<>();
    private int at;
    private int groups;

    RegexTranslation(String source) {
        this.source = source;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\\') {
                escape(false);
            } else if (c == '[') {
                characterClass();
            } else if (c == '(') {
                group();
            } else if (c == '{') {
                count();
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

    Map<String, Integer> groupNames() {
        return groupNames;
    }

    private static Fault fault(String message) {
        return Fault.evaluation("the regular expression is not valid: " + message);
    }

    /** A brace counts only around numbers; Java has no {@code {,n}}. */
    private void count() {
        int end = source.indexOf('}', at);
        String count = end < 0 ? "" : source.substring(at + 1, end);
        if (count.matches("[0-9]+(?:,[0-9]*)?|,[0-9]+")) {
            out.append(count.startsWith(",") ? "{0" : "{").append(count).append('}');
            at = end + 1;
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
            case '0' -> {
                int end = at;
                while (end < source.length() && end < at + 2 && Character.digit(source.charAt(end), 8) >= 0) {
                    end++;
                }
                out.append(String.format("\\x%02x", Integer.parseInt(source.substring(at - 1, end), 8)));
                at = end;
            }
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
            at++;
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
        if (flags.chars().anyMatch(c -> "aiLmsux".indexOf(c) < 0)) {
            throw fault("unknown extension ?" + flags);
        }
        out.append("(?").append(flags.replaceAll("[aLu]", "").replace("i", "iu"));
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
