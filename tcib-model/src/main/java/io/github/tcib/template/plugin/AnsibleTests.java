package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Regex;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Truth;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tests Ansible adds. */
final class AnsibleTests implements Family {
    private static final Set<String> ABOUT_FILES = Set.of(
            "directory",
            "is_dir",
            "file",
            "is_file",
            "link",
            "is_link",
            "exists",
            "link_exists",
            "same_file",
            "is_same_file",
            "mount",
            "is_mount");
    private static final Set<String> ABOUT_RESULTS = Set.of(
            "failed",
            "failure",
            "succeeded",
            "success",
            "successful",
            "reachable",
            "unreachable",
            "changed",
            "change",
            "skipped",
            "skip",
            "finished",
            "started");

    @Override
    public Map<String, String> signatures() {
        Map<String, String> all = new LinkedHashMap<>(Map.ofEntries(
                entry("regex", "value? pattern? ignorecase? multiline? match_type?"),
                entry("match", "value pattern? ignorecase? multiline?"),
                entry("search", "value pattern? ignorecase? multiline?"),
                entry("version", "value version operator? strict? version_type?"),
                entry("version_compare", "value version operator? strict? version_type?"),
                entry("any", "value"),
                entry("all", "value"),
                entry("truthy", "value convert_bool?"),
                entry("falsy", "value convert_bool?"),
                entry("vault_encrypted", "value"),
                entry("subset", "a b"),
                entry("issubset", "a b"),
                entry("superset", "a b"),
                entry("issuperset", "a b"),
                entry("contains", "seq value"),
                entry("nan", "x"),
                entry("isnan", "x"),
                entry("abs", "value"),
                entry("is_abs", "value"),
                entry("uri", "value schemes?"),
                entry("url", "value schemes?"),
                entry("urn", "value")));
        ABOUT_RESULTS.forEach(name -> all.put(name, "result"));
        ABOUT_FILES.forEach(name -> all.put(name, "path * **"));
        return all;
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        if (ABOUT_FILES.contains(name)) {
            throw Fault.evaluation("the test '" + name + "' is not supported: it looks at files");
        }
        return ABOUT_RESULTS.contains(name) ? result(name, args.get("result")) : Bool.of(holds(name, args));
    }

    private static boolean holds(String name, Bound args) {
        return switch (name) {
            case "regex", "match", "search" -> regex(name, args);
            case "version", "version_compare" -> Versions.compare(args);
            case "any" -> args.items("value").stream().anyMatch(Truth::of);
            case "all" -> args.items("value").stream().allMatch(Truth::of);
            case "truthy" -> truthy(args);
            case "falsy" -> !truthy(args);
            case "vault_encrypted" -> defined(args.get("value")) instanceof Undefined;
            case "subset", "issubset" -> set(args, "b").containsAll(set(args, "a"));
            case "superset", "issuperset" -> set(args, "a").containsAll(set(args, "b"));
            case "contains" -> Sequences.contains(args.get("seq"), args.get("value"), args.budget());
            case "nan", "isnan" -> defined(args.get("x")) instanceof Py.Real real && Double.isNaN(real.value());
            case "abs", "is_abs" -> args.str("value").startsWith("/");
            default -> uri(name, args);
        };
    }

    private static Py defined(Py value) {
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        return value;
    }

    private static boolean regex(String name, Bound args) {
        Regex regex = Regex.compile(
                args.str("pattern", ""),
                args.truth("ignorecase", false),
                args.truth("multiline", false),
                args.budget());
        String text = args.text("value", "");
        String type = name.equals("regex") ? args.text("match_type", "search") : name;
        return switch (type) {
            case "match" -> regex.matches(text, false);
            case "fullmatch" -> regex.matches(text, true);
            default -> regex.search(text).isPresent();
        };
    }

    private static Set<Py> set(Bound args, String name) {
        Set<Py> set = new LinkedHashSet<>();
        args.items(name).forEach(item -> set.add(Sequences.hashable(item)));
        return set;
    }

    private static boolean truthy(Bound args) {
        Py value = args.get("value");
        if (args.truth("convert_bool", false) && value instanceof Str str) {
            return switch (str.text().strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes", "on", "1", "true", "t" -> true;
                case "n", "no", "off", "0", "false", "f" -> false;
                default -> !str.text().isEmpty();
            };
        }
        return Truth.of(value);
    }

    private static boolean uri(String name, Bound args) {
        Py value = args.get("value");
        if (!(value instanceof Str str)) {
            boolean strict = value instanceof Undefined undefined && !undefined.lenient();
            return name.equals("uri") && !strict && !Truth.of(value) && !Truth.of(args.get("schemes", None.NONE));
        }
        Map<String, Py> parts;
        try {
            parts = UrlFilters.parts(str.text());
        } catch (Fault malformed) {
            return false;
        }
        Py scheme = parts.getOrDefault("scheme", Str.of(""));
        Py schemes = name.equals("urn") ? Sequences.array(List.of(Str.of("urn"))) : args.get("schemes", None.NONE);
        if (Truth.of(schemes) && !Sequences.contains(schemes, scheme, args.budget())) {
            return false;
        }
        return !name.equals("url")
                || Truth.of(parts.getOrDefault("netloc", Str.of("")))
                || scheme.equals(Str.of("file"));
    }

    /** What became of a task, whose result is a dictionary. */
    private static Py result(String name, Py result) {
        if (!(result instanceof Dict dict)) {
            throw Fault.evaluation("the test '" + name + "' needs a dict, not " + result.typeName());
        }
        return switch (name) {
            case "failed", "failure" -> dict.get("failed").orElse(Bool.FALSE);
            case "succeeded", "success", "successful" -> not(dict.get("failed").orElse(Bool.FALSE));
            case "unreachable" -> dict.get("unreachable").orElse(Bool.FALSE);
            case "reachable" -> not(dict.get("unreachable").orElse(Bool.FALSE));
            case "changed", "change" -> dict.get("changed").orElseGet(() -> Bool.of(anyChanged(dict)));
            case "skipped", "skip" -> dict.get("skipped").orElse(Bool.FALSE);
            default ->
                Bool.of(dict.get(name)
                        .map(value -> Comparison.equal(value, Int.of(1)))
                        .orElse(true));
        };
    }

    private static Py not(Py value) {
        return Bool.of(!Truth.of(value));
    }

    private static boolean anyChanged(Dict dict) {
        return dict.get("results").orElse(None.NONE) instanceof Array results
                && results.items().stream()
                        .anyMatch(each -> each instanceof Dict item
                                && Truth.of(item.get("changed").orElse(Bool.FALSE)));
    }
}
