package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.CodePoints;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Splitting;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layout of Python's pprint, 80 characters wide. */
final class PrettyPrint {
    private static final int WIDTH = 80;

    private final Budget budget;
    private final StringBuilder out = new StringBuilder();

    private PrettyPrint(Budget budget) {
        this.budget = budget;
    }

    static String format(Py value, Budget budget) {
        PrettyPrint printer = new PrettyPrint(budget);
        printer.write(value, 0, 0, 0);
        return printer.out.toString();
    }

    /**
     * Writes a value.
     *
     * @param indent columns its further lines are indented by
     * @param allowance columns that have to stay free at the end of its last line
     */
    private void write(Py value, int indent, int allowance, int level) {
        String flat = flat(value);
        int room = WIDTH - indent - allowance;
        if (CodePoints.length(flat) <= room) {
            out.append(flat);
        } else if (value instanceof Dict dict && !dict.entries().isEmpty()) {
            dict(dict, indent, allowance, level);
        } else if (value instanceof Seq seq && !seq.items().isEmpty()) {
            boolean list = value instanceof Py.Array;
            out.append(list ? '[' : '(');
            String close = list ? "]" : seq.items().size() == 1 ? ",)" : ")";
            items(seq.items(), indent + 1, allowance + close.length(), level + 1);
            out.append(close);
        } else if (value instanceof Str str && !str.text().isEmpty()) {
            text(str.text(), indent, allowance, level);
        } else {
            out.append(flat);
        }
    }

    private String flat(Py value) {
        if (value instanceof Dict dict) {
            StringBuilder text = new StringBuilder("{");
            for (Py key : sorted(dict)) {
                text.append(text.length() == 1 ? "" : ", ").append(flat(key)).append(": ");
                text.append(flat(dict.entries().getOrDefault(key, Py.None.NONE)));
            }
            return text.append('}').toString();
        }
        if (value instanceof Seq seq) {
            StringBuilder text = new StringBuilder();
            seq.items().forEach(item -> text.append(text.isEmpty() ? "" : ", ").append(flat(item)));
            boolean list = value instanceof Py.Array;
            return (list ? "[" : "(") + text + (list ? "]" : seq.items().size() == 1 ? ",)" : ")");
        }
        budget.charge(1);
        return Repr.repr(value, budget);
    }

    private List<Py> sorted(Dict dict) {
        List<Py> keys = new ArrayList<>(dict.entries().keySet());
        try {
            return Comparison.sorted(keys, key -> key, false, budget);
        } catch (Fault unordered) {
            return Comparison.sorted(
                    keys, key -> Py.Tuple.of(Str.of(key.typeName()), Str.of(Repr.repr(key, budget))), false, budget);
        }
    }

    private void items(List<Py> items, int indent, int allowance, int level) {
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(",\n").append(" ".repeat(indent));
            }
            write(items.get(i), indent, i == items.size() - 1 ? allowance : 1, level);
        }
    }

    private void dict(Dict dict, int indent, int allowance, int level) {
        out.append('{');
        List<Py> keys = sorted(dict);
        for (int i = 0; i < keys.size(); i++) {
            if (i > 0) {
                out.append(",\n").append(" ".repeat(indent + 1));
            }
            String key = flat(keys.get(i));
            out.append(key).append(": ");
            write(
                    dict.entries().getOrDefault(keys.get(i), Py.None.NONE),
                    indent + 1 + CodePoints.length(key) + 2,
                    i == keys.size() - 1 ? allowance + 1 : 1,
                    level + 1);
        }
        out.append('}');
    }

    private void text(String text, int indent, int allowance, int level) {
        int column = level == 0 ? indent + 1 : indent;
        int last = level == 0 ? allowance + 1 : allowance;
        int room = WIDTH - column;
        List<String> chunks = new ArrayList<>();
        List<String> lines = lines(text);
        for (int i = 0; i < lines.size(); i++) {
            int limit = room - (i == lines.size() - 1 ? last : 0);
            if (CodePoints.length(Repr.quoted(lines.get(i))) <= limit) {
                chunks.add(Repr.quoted(lines.get(i)));
                continue;
            }
            List<String> parts = parts(lines.get(i));
            String current = "";
            for (int j = 0; j < parts.size(); j++) {
                int partLimit = room - (i == lines.size() - 1 && j == parts.size() - 1 ? last : 0);
                if (CodePoints.length(Repr.quoted(current + parts.get(j))) > partLimit) {
                    if (!current.isEmpty()) {
                        chunks.add(Repr.quoted(current));
                    }
                    current = parts.get(j);
                } else {
                    current += parts.get(j);
                }
            }
            if (!current.isEmpty()) {
                chunks.add(Repr.quoted(current));
            }
        }
        boolean parentheses = level == 0 && chunks.size() > 1;
        out.append(parentheses ? "(" : "")
                .append(String.join("\n" + " ".repeat(column), chunks))
                .append(parentheses ? ")" : "");
        budget.chargeChars(text.length());
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        Splitting.lines(text, true).forEach(line -> lines.add(((Str) line).text()));
        return lines;
    }

    private static List<String> parts(String line) {
        List<String> parts = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\S*\\s*").matcher(line);
        while (matcher.find()) {
            if (!matcher.group().isEmpty()) {
                parts.add(matcher.group());
            }
        }
        return parts;
    }
}
