package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Regex;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Searching and replacing by regular expressions. */
final class RegexFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.of(
                "regex_replace", "value? pattern? replacement? ignorecase? multiline?",
                "regex_findall", "value regex multiline? ignorecase?",
                "regex_search", "value regex * **",
                "regex_escape", "string re_type?");
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "regex_replace" ->
                budget.text(regex(args.str("pattern", ""), args)
                        .replace(args.text("value", ""), args.str("replacement", "")));
            case "regex_findall" -> new Array(regex(args.str("regex"), args).findAll(args.text("value")));
            case "regex_search" -> search(args, budget);
            default -> escape(args, budget);
        };
    }

    private static Regex regex(String expression, Bound args) {
        return Regex.compile(
                expression, args.truth("ignorecase", false), args.truth("multiline", false), args.budget());
    }

    private static Py search(Bound args, Budget budget) {
        boolean ignoreCase = Truth.of(args.rest().getOrDefault("ignorecase", Py.Bool.FALSE));
        boolean multiline = Truth.of(args.rest().getOrDefault("multiline", Py.Bool.FALSE));
        String text = args.text("value");
        List<Function<Regex.Match, Py>> groups = new ArrayList<>();
        for (Py wanted : args.more()) {
            groups.add(group(wanted));
        }
        Optional<Regex.Match> match =
                Regex.compile(args.str("regex"), ignoreCase, multiline, budget).search(text);
        if (match.isEmpty()) {
            return Py.None.NONE;
        }
        if (groups.isEmpty()) {
            return match.get().group(0);
        }
        List<Py> found = new ArrayList<>();
        groups.forEach(group -> found.add(group.apply(match.get())));
        return new Array(found);
    }

    private static Function<Regex.Match, Py> group(Py wanted) {
        if (wanted instanceof Str str) {
            String text = str.text();
            int close = text.lastIndexOf('>');
            if (text.startsWith("\\g<") && close > 3) {
                String name = text.substring(3, close);
                return match -> match.group(name);
            }
            if (text.matches("(?s)\\\\[0-9].*")) {
                int number = Bound.clip(Numbers.ofDigits(text.substring(1).replaceFirst("(?s)[^0-9].*", ""), 10));
                return match -> match.group(number);
            }
        }
        throw Fault.evaluation("regex_search takes groups as '\\1' or '\\g<name>'");
    }

    private static Py escape(Bound args, Budget budget) {
        String text = args.text("string");
        return switch (args.text("re_type", "python")) {
            case "python" -> budget.text(Regex.escape(text));
            case "posix_basic" -> {
                StringBuilder out = new StringBuilder();
                text.chars()
                        .forEach(c -> out.append("].[^$*\\".indexOf(c) >= 0 ? "\\" : "")
                                .append((char) c));
                yield budget.text(out.toString());
            }
            default -> throw Fault.evaluation("regex_escape knows the types python and posix_basic");
        };
    }
}
