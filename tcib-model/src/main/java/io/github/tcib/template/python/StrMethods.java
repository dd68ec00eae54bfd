package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Whole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The methods of a text. */
final class StrMethods {
    private static final Map<String, String> SIGNATURES = signatures();

    private StrMethods() {}

    private static Map<String, String> signatures() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : List.of(
                "capitalize casefold lower upper swapcase title isalnum isalpha isascii isdecimal isdigit isidentifier",
                "islower isnumeric isprintable isspace istitle isupper")) {
            for (String each : name.split(" ", -1)) {
                all.put(each, "");
            }
        }
        for (String name : List.of("find", "rfind", "index", "rindex", "count", "startswith", "endswith")) {
            all.put(name, "sub start? end? /");
        }
        for (String name : List.of("strip", "lstrip", "rstrip")) {
            all.put(name, "chars? /");
        }
        for (String name : List.of("center", "ljust", "rjust")) {
            all.put(name, "width fillchar? /");
        }
        all.put("zfill", "width /");
        all.put("expandtabs", "tabsize?");
        all.put("split", "sep? maxsplit?");
        all.put("rsplit", "sep? maxsplit?");
        all.put("splitlines", "keepends?");
        all.put("partition", "sep /");
        all.put("rpartition", "sep /");
        all.put("removeprefix", "affix /");
        all.put("removesuffix", "affix /");
        all.put("replace", "old new count? /");
        all.put("join", "iterable /");
        all.put("format", "*");
        all.put("format_map", "mapping /");
        all.put("maketrans", "x y? z? /");
        all.put("translate", "table /");
        return all;
    }

    static Set<String> names() {
        return SIGNATURES.keySet();
    }

    static Optional<Py> of(Str self, String name) {
        String signature = SIGNATURES.get(name);
        if (signature == null) {
            if (name.equals("encode")) {
                throw Fault.evaluation("bytes are not supported");
            }
            return Optional.empty();
        }
        Py.Function method = name.equals("format")
                ? arguments -> BraceFormat.apply(self.text(), arguments)
                : arguments -> call(self, name, Signature.parse(name, signature).bind(arguments));
        return Optional.of(method);
    }

    private static Py call(Str self, String name, Bound args) {
        String text = self.text();
        args.budget().chargeChars(text.length());
        return switch (name) {
            case "isalnum",
                    "isalpha",
                    "isascii",
                    "isdecimal",
                    "isdigit",
                    "isidentifier",
                    "islower",
                    "isnumeric",
                    "isprintable",
                    "isspace",
                    "istitle",
                    "isupper" -> Bool.of(Letters.is(name, text));
            case "find", "rfind", "index", "rindex", "count" -> Int.of(position(name, text, args));
            case "startswith", "endswith" -> Bool.of(affixed(name.equals("startswith"), text, args));
            case "split", "rsplit" ->
                Splitting.split(
                        text,
                        args.some("sep").map(sep -> args.str("sep")),
                        args.number("maxsplit", -1),
                        name.equals("rsplit"));
            case "splitlines" -> new Array(Splitting.lines(text, args.truth("keepends", false)));
            case "partition", "rpartition" -> partition(text, args.str("sep"), name.equals("rpartition"));
            case "join" -> join(self, args);
            case "format_map" ->
                BraceFormat.apply(text, new Arguments(List.of(), mapping(args.get("mapping")), args.budget()));
            case "maketrans" -> maketrans(args);
            default -> like(self, changed(text, name, args), args.budget());
        };
    }

    private static Py like(Str self, String text, Budget budget) {
        budget.chargeChars(text.length());
        return self.flavor() == Py.Flavor.MARKUP ? Str.markup(text) : Str.of(text);
    }

    private static String changed(String text, String name, Bound args) {
        return switch (name) {
            case "strip" -> Splitting.strip(text, chars(args), true, true);
            case "lstrip" -> Splitting.strip(text, chars(args), true, false);
            case "rstrip" -> Splitting.strip(text, chars(args), false, true);
            case "center", "ljust", "rjust" -> justified(text, name, args);
            case "zfill" -> zeros(text, args);
            case "expandtabs" -> tabs(text, args.number("tabsize", 8), args.budget());
            case "removeprefix" ->
                text.startsWith(args.str("affix"))
                        ? text.substring(args.str("affix").length())
                        : text;
            case "removesuffix" ->
                !args.str("affix").isEmpty() && text.endsWith(args.str("affix"))
                        ? text.substring(0, text.length() - args.str("affix").length())
                        : text;
            case "replace" ->
                Splitting.replace(text, args.str("old"), args.str("new"), args.number("count", -1), args.budget());
            case "translate" -> translate(text, args.get("table"), args.budget());
            default -> Letters.change(name, text);
        };
    }

    private static Optional<String> chars(Bound args) {
        return args.some("chars").map(chars -> args.str("chars"));
    }

    private static int position(String name, String text, Bound args) {
        if (args.get("sub") instanceof None) {
            throw Fault.evaluation("must be str, not NoneType");
        }
        String sub = args.str("sub");
        int[] range = range(text, args);
        if (range[0] > range[1] || range[0] > CodePoints.length(text)) {
            return absent(name);
        }
        String part = CodePoints.substring(text, range[0], range[1]);
        if (name.equals("count")) {
            int count = 0;
            if (sub.isEmpty()) {
                return CodePoints.length(part) + 1;
            }
            for (int i = part.indexOf(sub); i >= 0; i = part.indexOf(sub, i + sub.length())) {
                count++;
            }
            return count;
        }
        int found = name.startsWith("r") ? part.lastIndexOf(sub) : part.indexOf(sub);
        return found < 0 ? absent(name) : range[0] + CodePoints.count(part, found);
    }

    private static int absent(String name) {
        if (name.endsWith("index")) {
            throw Fault.evaluation("substring not found");
        }
        return name.equals("count") ? 0 : -1;
    }

    /** The characters from start to end, both as arguments that may be left out and may count from the end. */
    private static int[] range(String text, Bound args) {
        int length = CodePoints.length(text);
        int start = args.some("start").isPresent() ? args.number("start") : 0;
        int end = args.some("end").isPresent() ? args.number("end") : length;
        return new int[] {
            start < 0 ? Math.max(0, start + length) : start, Math.min(length, end < 0 ? Math.max(0, end + length) : end)
        };
    }

    private static boolean affixed(boolean front, String text, Bound args) {
        int[] range = range(text, args);
        if (range[0] > range[1]) {
            return false;
        }
        String part = CodePoints.substring(text, range[0], range[1]);
        List<Py> affixes = args.get("sub") instanceof Tuple tuple ? tuple.items() : List.of(args.get("sub"));
        for (Py affix : affixes) {
            if (!(affix instanceof Str str)) {
                throw Truth.undefinedOr(affix, "first arg must be str or a tuple of str, not " + affix.typeName());
            }
            if (front ? part.startsWith(str.text()) : part.endsWith(str.text())) {
                return true;
            }
        }
        return false;
    }

    private static Py partition(String text, String separator, boolean last) {
        if (separator.isEmpty()) {
            throw Fault.evaluation("empty separator");
        }
        int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
        if (at < 0) {
            return last
                    ? Tuple.of(Str.of(""), Str.of(""), Str.of(text))
                    : Tuple.of(Str.of(text), Str.of(""), Str.of(""));
        }
        return Tuple.of(
                Str.of(text.substring(0, at)), Str.of(separator), Str.of(text.substring(at + separator.length())));
    }

    private static Py join(Str separator, Bound args) {
        boolean markup = separator.flavor() == Py.Flavor.MARKUP;
        StringBuilder out = new StringBuilder();
        List<Py> items = args.items("iterable");
        for (int i = 0; i < items.size(); i++) {
            Py item = items.get(i);
            if (!(item instanceof Str str)) {
                throw Truth.undefinedOr(
                        item, "sequence item " + i + ": expected str instance, " + item.typeName() + " found");
            }
            String text = markup ? Html.escaped(str) : str.text();
            args.budget().chargeChars((long) text.length() + separator.text().length());
            out.append(i == 0 ? "" : separator.text()).append(text);
        }
        return like(separator, out.toString(), args.budget());
    }

    private static String justified(String text, String name, Bound args) {
        String fill = args.str("fillchar", " ");
        if (CodePoints.length(fill) != 1) {
            throw Fault.evaluation("The fill character must be exactly one character long");
        }
        int missing = Math.max(0, args.number("width") - CodePoints.length(text));
        args.budget().chargeChars((long) text.length() + missing);
        int before = switch (name) {
            case "ljust" -> 0;
            case "rjust" -> missing;
            default -> missing / 2 + (missing & args.number("width") & 1);
        };
        return fill.repeat(before) + text + fill.repeat(missing - before);
    }

    private static String zeros(String text, Bound args) {
        int missing = Math.max(0, args.number("width") - CodePoints.length(text));
        args.budget().chargeChars((long) text.length() + missing);
        boolean signed = text.startsWith("+") || text.startsWith("-");
        return (signed ? text.substring(0, 1) : "") + "0".repeat(missing) + text.substring(signed ? 1 : 0);
    }

    private static String tabs(String text, int size, Budget budget) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                int spaces = size <= 0 ? 0 : size - column % size;
                budget.chargeChars((long) out.length() + spaces);
                out.append(" ".repeat(spaces));
                column += spaces;
            } else {
                out.append(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return out.toString();
    }

    private static Map<String, Py> mapping(Py value) {
        if (!(value instanceof Dict dict)) {
            throw Truth.undefinedOr(value, "format_map() needs a mapping");
        }
        Map<String, Py> named = new LinkedHashMap<>();
        dict.entries().forEach((key, item) -> {
            if (key instanceof Str str) {
                named.put(str.text(), item);
            }
        });
        return named;
    }

    private static Py maketrans(Bound args) {
        List<Map.Entry<Py, Py>> items = new ArrayList<>();
        if (!args.has("y")) {
            if (!(args.get("x") instanceof Dict dict)) {
                throw Fault.evaluation("if you give only one argument to maketrans it must be a dict");
            }
            dict.entries()
                    .forEach((key, value) ->
                            items.add(Map.entry(key instanceof Str str ? character(str) : key, value)));
            return Sequences.dict(items);
        }
        int[] from = args.str("x").codePoints().toArray();
        int[] to = args.str("y").codePoints().toArray();
        if (from.length != to.length) {
            throw Fault.evaluation("the first two maketrans arguments must have equal length");
        }
        for (int i = 0; i < from.length; i++) {
            items.add(Map.entry(Int.of(from[i]), Int.of(to[i])));
        }
        args.str("z", "").codePoints().forEach(c -> items.add(Map.entry(Int.of(c), None.NONE)));
        return Sequences.dict(items);
    }

    private static Py character(Str key) {
        if (CodePoints.length(key.text()) != 1) {
            throw Fault.evaluation("string keys in translate table must be of length 1");
        }
        return Int.of(key.text().codePointAt(0));
    }

    private static String translate(String text, Py table, Budget budget) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            Py to = Sequences.element(table, Int.of(c)).orElse(Int.of(c));
            if (to instanceof Whole whole) {
                out.appendCodePoint(Bound.clip(whole.integer()));
            } else if (to instanceof Str str) {
                out.append(str.text());
            }
            budget.chargeChars(1);
        });
        return out.toString();
    }
}
