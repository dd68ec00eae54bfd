package io.github.tcib.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a text as a YAML 1.1 scalar that reads back as that text: plain, folded, literal or quoted. */
final class YamlScalar {

    private static final int LONG = 100;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][!-~ ]*");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");
    private static final Pattern UNPRINTABLE = Pattern.compile(
            "[\\p{Cc}&&[^\\n\\t]]|[\\u0085\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]|\\p{Cs}|\\p{Co}|\\p{Cn}");

    private YamlScalar() {}

    /** @param indent of the lines of a block scalar */
    static void append(StringBuilder out, String text, int indent) {
        if (UNPRINTABLE.matcher(text).find()) {
            doubleQuoted(out, text);
        } else if (text.indexOf('\n') >= 0) {
            multiline(out, text, indent);
        } else if (text.length() > LONG && folds(text).size() > 1) {
            out.append(">-");
            folds(text).forEach(line -> newLine(out, line, indent));
        } else {
            appendKey(out, text);
        }
    }

    /** Writes a text in one line, as keys must stand. */
    static void appendKey(StringBuilder out, String text) {
        if (isPlain(text)) {
            out.append(text);
        } else if (UNPRINTABLE.matcher(text).find() || text.indexOf('\t') >= 0 || text.indexOf('\n') >= 0) {
            doubleQuoted(out, text);
        } else {
            out.append('\'').append(text.replace("'", "''")).append('\'');
        }
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches()
                && !text.endsWith(" ")
                && !text.endsWith(":")
                && !text.contains(": ")
                && !text.contains(" #")
                && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Lines that fold back into the text: broken at single blanks after a shell operator. */
    private static List<String> folds(String text) {
        List<String> lines = new ArrayList<>();
        if (!text.equals(text.strip())) {
            return lines;
        }
        int start = 0;
        for (int i = 1; i + 1 < text.length(); i++) {
            boolean single = text.charAt(i) == ' ' && !isBlank(text.charAt(i - 1)) && !isBlank(text.charAt(i + 1));
            if (single && endsStep(text, i)) {
                lines.add(text.substring(start, i));
                start = i + 1;
            }
        }
        lines.add(text.substring(start));
        return lines;
    }

    private static boolean endsStep(String text, int end) {
        return text.startsWith("&&", end - 2) || text.startsWith("||", end - 2) || text.charAt(end - 1) == ';';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static void multiline(StringBuilder out, String text, int indent) {
        if (text.endsWith("\n") || text.isBlank()) {
            doubleQuoted(out, text);
            return;
        }
        List<String> lines = text.lines().toList();
        boolean startsBlank = lines.get(0).isEmpty() || isBlank(lines.get(0).charAt(0));
        out.append(startsBlank ? "|2-" : "|-");
        lines.forEach(line -> newLine(out, line, indent));
    }

    private static void newLine(StringBuilder out, String line, int indent) {
        out.append('\n');
        if (!line.isEmpty()) {
            out.append(" ".repeat(indent)).append(line);
        }
    }

    private static void doubleQuoted(StringBuilder out, String text) {
        out.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        out.append((char) c);
                    } else {
                        out.append(String.format(c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
                    }
                }
            }
        });
        out.append('"');
    }
}
