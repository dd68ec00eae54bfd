package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.CodePoints;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Splitting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a text is laid out: width, indentation, lines. */
final class LayoutFilters implements Family {
    private static final int LEEWAY = 5;

    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("center", "value width?"),
                entry("indent", "s width? first? blank?"),
                entry("truncate", "s length? killwords? end? leeway?"),
                entry("wordwrap", "s width? break_long_words? wrapstring? break_on_hyphens?"),
                entry("comment", "text style? **"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "center" -> center(args, budget);
            case "indent" -> indent(args, budget);
            case "truncate" -> truncate(args, budget);
            case "wordwrap" -> wrap(args, budget);
            default -> comment(args, budget);
        };
    }

    private static Py center(Bound args, Budget budget) {
        String text = args.text("value");
        int width = args.number("width", 80);
        int missing = Math.max(0, width - CodePoints.length(text));
        budget.chargeChars((long) text.length() + missing);
        int before = missing / 2 + (missing & width & 1);
        return Str.of(" ".repeat(before) + text + " ".repeat(missing - before));
    }

    private static Py indent(Bound args, Budget budget) {
        Py width = args.get("width", Py.Int.of(4));
        if (!(width instanceof Str)) {
            budget.chargeChars(Math.max(0, args.number("width", 4)));
        }
        String by = width instanceof Str str ? str.text() : " ".repeat(Math.max(0, args.number("width", 4)));
        boolean blank = args.truth("blank", false);
        List<Py> lines = Splitting.lines(args.str("s") + "\n", false);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = ((Str) lines.get(i)).text();
            budget.chargeChars((long) line.length() + by.length());
            if (i > 0) {
                out.append('\n').append(blank || !line.isEmpty() ? by : "");
            }
            out.append(line);
        }
        return budget.text((args.truth("first", false) ? by : "") + out);
    }

    private static Py truncate(Bound args, Budget budget) {
        int length = args.number("length", 255);
        String end = args.text("end", "...");
        int leeway = args.some("leeway").isPresent() ? args.number("leeway") : LEEWAY;
        int room = length - CodePoints.length(end);
        if (room < 0 || leeway < 0) {
            throw Fault.evaluation("truncate needs a length of at least that of its end, and no negative leeway");
        }
        if (Sequences.length(args.get("s")) <= (long) length + leeway) {
            return args.get("s");
        }
        String text = args.str("s");
        String head = CodePoints.substring(text, 0, room);
        if (!args.truth("killwords", false)) {
            int space = head.lastIndexOf(' ');
            head = space < 0 ? head : head.substring(0, space);
        }
        return budget.text(head + end);
    }

    private static Py wrap(Bound args, Budget budget) {
        String between = args.some("wrapstring").isPresent() ? args.str("wrapstring") : "\n";
        Wrapping wrapping = new Wrapping(
                args.number("width", 79), args.truth("break_long_words", true), args.truth("break_on_hyphens", true));
        List<String> lines = new ArrayList<>();
        for (Py line : Splitting.lines(args.str("s"), false)) {
            lines.add(String.join(between, wrapping.wrap(((Str) line).text(), budget)));
        }
        return budget.text(String.join(between, lines));
    }

    private static Py comment(Bound args, Budget budget) {
        String style = args.text("style", "plain");
        Map<String, String> p = new HashMap<>();
        switch (style) {
            case "plain" -> p.put("decoration", "# ");
            case "erlang" -> p.put("decoration", "% ");
            case "c" -> p.put("decoration", "// ");
            case "cblock" -> p.putAll(Map.of("beginning", "/*", "decoration", " * ", "end", " */"));
            case "xml" -> p.putAll(Map.of("beginning", "<!--", "decoration", " - ", "end", "-->"));
            default ->
                throw Fault.evaluation(
                        "there is no style '" + style + "' of comments; there are plain, erlang, c, cblock and xml");
        }
        args.rest().forEach((key, value) -> p.put(key, Repr.str(value, budget)));
        String decoration = p.getOrDefault("decoration", "");
        String bare = Splitting.strip(decoration, Optional.empty(), false, true);
        String newline = p.getOrDefault("newline", "\n");
        String prefix = p.getOrDefault("prefix", bare);
        String postfix = p.getOrDefault("postfix", bare);
        String beginning = p.getOrDefault("beginning", "");
        String end = p.getOrDefault("end", "");
        int before = count(args, "prefix_count");
        int after = count(args, "postfix_count");
        budget.chargeChars((long) before * (prefix.length() + newline.length()));
        budget.chargeChars((long) after * (postfix.length() + newline.length()));
        String head = prefix.isEmpty() ? "" : prefix.equals(newline) ? newline : prefix + newline;
        String text = Splitting.replace(args.str("text"), newline, newline + decoration, -1, budget);
        String body = Splitting.replace(decoration + text, decoration + newline, bare + newline, -1, budget);
        return budget.text((beginning.isEmpty() ? "" : beginning + newline)
                + head.repeat(before)
                + body
                + (newline + postfix).repeat(after)
                + (end.isEmpty() ? "" : newline + end));
    }

    private static int count(Bound args, String name) {
        Py count = args.rest().get(name);
        if (count == null) {
            return 1;
        }
        if (count instanceof Py.Whole whole) {
            return Math.max(0, Bound.clip(whole.integer()));
        }
        throw Fault.evaluation("'" + name + "' has to be a whole number");
    }
}
