package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths as texts; no file is looked at. */
final class PathFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("basename", "p"),
                entry("dirname", "p"),
                entry("splitext", "p"),
                entry("path_join", "paths"),
                entry("relpath", "path start?"),
                entry("expandvars", "path"),
                entry("win_basename", "p"),
                entry("win_dirname", "p"),
                entry("win_splitdrive", "p"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "basename" -> Str.of(base(args.str("p"), "/"));
            case "dirname" -> Str.of(directory(args.str("p"), "/"));
            case "splitext" -> extension(args.str("p"));
            case "path_join" -> join(args.get("paths"), budget);
            case "relpath" -> relative(args);
            case "expandvars" -> budget.text(expanded(args.str("path"), engine));
            case "win_basename" -> Str.of(base(drive(args.str("p"))[1], "/\\"));
            case "win_dirname" -> {
                String[] parts = drive(args.str("p"));
                yield Str.of(parts[0] + directory(parts[1], "/\\"));
            }
            default -> {
                String[] parts = drive(args.str("p"));
                yield Tuple.of(Str.of(parts[0]), Str.of(parts[1]));
            }
        };
    }

    private static int lastSeparator(String path, String separators) {
        int at = path.length() - 1;
        while (at >= 0 && separators.indexOf(path.charAt(at)) < 0) {
            at--;
        }
        return at;
    }

    private static String base(String path, String separators) {
        return path.substring(lastSeparator(path, separators) + 1);
    }

    private static String directory(String path, String separators) {
        String head = path.substring(0, lastSeparator(path, separators) + 1);
        int end = head.length();
        while (end > 0 && separators.indexOf(head.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == 0 ? head : head.substring(0, end);
    }

    private static Py extension(String path) {
        int slash = path.lastIndexOf('/');
        int dot = path.lastIndexOf('.');
        int first = slash + 1;
        while (first < path.length() && path.charAt(first) == '.') {
            first++;
        }
        return dot >= first && dot > slash
                ? Tuple.of(Str.of(path.substring(0, dot)), Str.of(path.substring(dot)))
                : Tuple.of(Str.of(path), Str.of(""));
    }

    private static Py join(Py paths, Budget budget) {
        if (paths instanceof Str) {
            return paths;
        }
        if (paths instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (!(paths instanceof Seq seq) || seq.items().isEmpty()) {
            throw Fault.evaluation("path_join needs a text or a list of texts");
        }
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (Py item : seq.items()) {
            if (!(item instanceof Str str)) {
                throw Truth.undefinedOr(item, "path_join needs texts, not " + item.typeName());
            }
            if (str.text().startsWith("/")) {
                out.setLength(0);
            } else if (!first && !out.isEmpty() && out.charAt(out.length() - 1) != '/') {
                out.append('/');
            }
            out.append(str.text());
            budget.chargeChars(out.length());
            first = false;
        }
        return budget.text(out.toString());
    }

    private static Py relative(Bound args) {
        if (!args.has("start")
                || !args.str("path").startsWith("/")
                || !args.str("start").startsWith("/")) {
            throw Fault.evaluation("relpath needs two absolute paths, as there is no current directory");
        }
        List<String> from = segments(args.str("start"));
        List<String> to = segments(args.str("path"));
        int common = 0;
        while (common < Math.min(from.size(), to.size()) && from.get(common).equals(to.get(common))) {
            common++;
        }
        List<String> way = new ArrayList<>();
        for (int i = common; i < from.size(); i++) {
            way.add("..");
        }
        way.addAll(to.subList(common, to.size()));
        return Str.of(way.isEmpty() ? "." : String.join("/", way));
    }

    /** References to variables of the environment replaced, where there is such a variable. */
    private static String expanded(String path, Engine engine) {
        Matcher references = Pattern.compile("\\$(\\w+|\\{[^}]*\\})").matcher(path);
        return references.replaceAll(found -> {
            String name = found.group(1).replaceFirst("^\\{(.*)\\}$", "$1");
            return Matcher.quoteReplacement(engine.environment(name).orElse(found.group()));
        });
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.remove(segments.size() - 1);
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return segments;
    }

    /** The drive or share of a path of Windows, and the rest. */
    private static String[] drive(String path) {
        String plain = path.replace('/', '\\');
        int end = 0;
        if (plain.startsWith("\\\\")) {
            int share = plain.indexOf('\\', plain.regionMatches(true, 0, "\\\\?\\UNC\\", 0, 8) ? 8 : 2);
            int rest = share < 0 ? -1 : plain.indexOf('\\', share + 1);
            end = rest < 0 ? path.length() : rest;
        } else if (plain.length() > 1 && plain.charAt(1) == ':') {
            end = 2;
        }
        return new String[] {path.substring(0, end), path.substring(end)};
    }
}
