package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Html;
import io.github.tcib.template.python.Letters;
import io.github.tcib.template.python.PercentFormat;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Splitting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes to the letters of a text. */
final class TextFilters implements Family {
    private static final String WORD_STARTS = "-({[<";

    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("upper", "s"),
                entry("lower", "s"),
                entry("capitalize", "s"),
                entry("title", "s"),
                entry("trim", "value chars?"),
                entry("replace", "s old new count?"),
                entry("string", "object"),
                entry("format", "value * **"),
                entry("join", "value d? attribute?"),
                entry("escape", "s"),
                entry("e", "s"),
                entry("forceescape", "value"),
                entry("safe", "value"),
                entry("striptags", "value"),
                entry("wordcount", "s"),
                entry("split", "data sep? maxsplit?"),
                entry("quote", "a"),
                entry("reverse", "value"),
                entry("xmlattr", "d autospace?"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "upper" -> like(args.get("s"), args.text("s").toUpperCase(Locale.ROOT), budget);
            case "lower" -> like(args.get("s"), args.text("s").toLowerCase(Locale.ROOT), budget);
            case "capitalize" -> like(args.get("s"), Letters.capitalize(args.text("s")), budget);
            case "title" -> budget.text(title(args.text("s")));
            case "trim" ->
                like(
                        args.get("value"),
                        Splitting.strip(args.text("value"), args.some("chars").map(c -> args.str("chars")), true, true),
                        budget);
            case "replace" -> replace(args, budget);
            case "string" -> args.get("object") instanceof Str str ? str : budget.text(args.text("object"));
            case "format" -> format(args, budget);
            case "join" -> join(args, engine);
            case "escape", "e" -> Html.escape(args.get("s"), budget);
            case "forceescape" -> Html.escape(Str.of(args.text("value")), budget);
            case "safe" -> Str.markup(args.text("value"));
            case "striptags" -> budget.text(Tags.strip(args.text("value")));
            case "wordcount" -> words(args.text("s"));
            case "split" ->
                Splitting.split(
                        args.str("data"),
                        args.some("sep").map(sep -> args.str("sep")),
                        args.number("maxsplit", -1),
                        false);
            case "quote" -> budget.text(quote(args.get("a") == Py.None.NONE ? "" : args.text("a")));
            case "reverse" -> reverse(args, budget);
            default -> xmlAttributes(args, budget);
        };
    }

    private static Py like(Py original, String text, Budget budget) {
        Str result = budget.text(text);
        return original instanceof Str str && str.flavor() == Py.Flavor.MARKUP ? Str.markup(text) : result;
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String one = Character.toString(c);
            out.append(start ? one.toUpperCase(Locale.ROOT) : one.toLowerCase(Locale.ROOT));
            start = io.github.tcib.template.python.CodePoints.isSpace(c) || WORD_STARTS.indexOf(c) >= 0;
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static Py replace(Bound args, Budget budget) {
        int count = args.some("count").isPresent() ? args.number("count") : -1;
        return budget.text(Splitting.replace(args.text("s"), args.text("old"), args.text("new"), count, budget));
    }

    private static Py format(Bound args, Budget budget) {
        if (!args.more().isEmpty() && !args.rest().isEmpty()) {
            throw Fault.evaluation("format takes positional or named arguments, not both");
        }
        Str format = args.get("value") instanceof Str str ? str : Str.of(args.text("value"));
        if (args.rest().isEmpty()) {
            return PercentFormat.apply(format, Py.Tuple.of(args.more()), budget);
        }
        Map<Py, Py> named = new LinkedHashMap<>();
        args.rest().forEach((key, value) -> named.put(Str.of(key), value));
        return PercentFormat.apply(format, new Py.Dict(named), budget);
    }

    private static Py join(Bound args, Engine engine) {
        Budget budget = engine.budget();
        String separator = args.text("d", "");
        Optional<Path> path = args.some("attribute").map(attribute -> Path.of(attribute, engine));
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (Py item : args.items("value")) {
            String text = Repr.str(path.isPresent() ? path.get().of(item) : item, budget);
            budget.chargeChars((long) text.length() + separator.length());
            out.append(first ? "" : separator).append(text);
            first = false;
        }
        return budget.text(out.toString());
    }

    private static Py words(String text) {
        Matcher words = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS).matcher(text);
        return Py.Int.of(words.results().count());
    }

    /** {@code shlex.quote}. */
    private static String quote(String text) {
        boolean safe = !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "@%_-+=:,./".indexOf(c) >= 0));
        return safe ? text : "'" + text.replace("'", "'\"'\"'") + "'";
    }

    private static Py reverse(Bound args, Budget budget) {
        if (args.get("value") instanceof Str str) {
            return budget.text(new StringBuilder(str.text()).reverse().toString());
        }
        List<Py> items = new java.util.ArrayList<>(args.items("value"));
        Collections.reverse(items);
        return new Py.Array(items);
    }

    private static Py xmlAttributes(Bound args, Budget budget) {
        if (!(args.get("d") instanceof Py.Dict dict)) {
            return args.get("d") instanceof Py.Undefined undefined
                    ? Sequences.hashable(undefined)
                    : fail("'" + args.get("d").typeName() + "' object has no attribute 'items'");
        }
        StringBuilder out = new StringBuilder();
        dict.entries().forEach((key, value) -> {
            if (value == Py.None.NONE || value instanceof Py.Undefined) {
                return;
            }
            if (!(key instanceof Str str)
                    || Pattern.compile("[ \\t\\n\\r\\f\\u000b/>=]")
                            .matcher(str.text())
                            .find()) {
                throw Fault.evaluation("no name of an attribute: " + Repr.repr(key, budget));
            }
            out.append(out.isEmpty() ? "" : " ")
                    .append(Html.escape(str, budget).text())
                    .append("=\"")
                    .append(Html.escape(value, budget).text())
                    .append('"');
        });
        boolean space = args.truth("autospace", true) && !out.isEmpty();
        return budget.text((space ? " " : "") + out);
    }

    private static Py fail(String message) {
        throw Fault.evaluation(message);
    }
}
