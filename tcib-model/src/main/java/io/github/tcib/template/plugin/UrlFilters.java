package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Sequences;
import io.github.tcib.template.python.Spelling;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** URLs as texts; none is opened. */
final class UrlFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.of("urlencode", "value", "urldecode", "string", "urlsplit", "value query? alias?");
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "urlencode" -> budget.text(encoded(args.get("value"), budget));
            case "urldecode" -> budget.text(decoded(args.str("string")));
            default -> split(args, budget);
        };
    }

    private static String encoded(Py value, Budget budget) {
        if (value instanceof Str || !Sequences.iterable(value)) {
            return quoted(Repr.str(value, budget), "/");
        }
        List<Py> pairs = new ArrayList<>();
        if (value instanceof Dict dict) {
            dict.entries().forEach((key, item) -> pairs.add(Py.Tuple.of(key, item)));
        } else {
            pairs.addAll(Sequences.items(value, budget));
        }
        StringBuilder out = new StringBuilder();
        for (Py pair : pairs) {
            List<Py> parts = Sequences.items(pair, budget);
            if (parts.size() != 2) {
                throw Fault.evaluation("urlencode needs pairs");
            }
            out.append(out.isEmpty() ? "" : "&")
                    .append(quoted(Repr.str(parts.get(0), budget), "").replace("%20", "+"))
                    .append('=')
                    .append(quoted(Repr.str(parts.get(1), budget), "").replace("%20", "+"));
        }
        return out.toString();
    }

    private static String quoted(String text, String safe) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c < 0x80 && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0 || safe.indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return out.toString();
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String plus = text.replace('+', ' ');
        for (int i = 0; i < plus.length(); ) {
            if (plus.charAt(i) == '%'
                    && i + 3 <= plus.length()
                    && plus.substring(i + 1, i + 3).matches("[0-9a-fA-F]{2}")) {
                bytes.write(Integer.parseInt(plus.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                int next = plus.offsetByCodePoints(i, 1);
                bytes.writeBytes(plus.substring(i, next).getBytes(StandardCharsets.UTF_8));
                i = next;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Py split(Bound args, Budget budget) {
        Map<String, Py> parts = parts(args.str("value"));
        String query = args.text("query", "");
        if (query.isEmpty()) {
            Map<Py, Py> dict = new LinkedHashMap<>();
            parts.forEach((name, part) -> dict.put(Str.of(name), part));
            return new Dict(dict);
        }
        Py part = parts.get(query);
        if (part == null) {
            throw Fault.evaluation("a URL has no part '" + query + "'").withHint(Spelling.hint(query, parts.keySet()));
        }
        budget.charge(1);
        return part;
    }

    /** The parts of a URL, in the order of their names. */
    static Map<String, Py> parts(String url) {
        String rest = url.replaceAll("[\t\r\n]", "").replaceFirst("^[\\x00-\\x20]+", "");
        String scheme = "";
        int colon = rest.indexOf(':');
        if (colon > 0 && rest.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
            scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
            rest = rest.substring(colon + 1);
        }
        String authority = "";
        if (rest.startsWith("//")) {
            int end = 2;
            while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
                end++;
            }
            authority = rest.substring(2, end);
            rest = rest.substring(end);
            if (authority.contains("[") != authority.contains("]")) {
                throw Fault.evaluation("Invalid IPv6 URL");
            }
        }
        String fragment = after(rest, '#');
        rest = before(rest, '#');
        String query = after(rest, '?');
        rest = before(rest, '?');
        String user = authority.contains("@") ? authority.substring(0, authority.lastIndexOf('@')) : "";
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        Map<String, Py> parts = new LinkedHashMap<>();
        parts.put("fragment", Str.of(fragment));
        parts.put("hostname", hostname(host));
        parts.put("netloc", Str.of(authority));
        parts.put("password", user.contains(":") ? Str.of(after(user, ':')) : None.NONE);
        parts.put("path", Str.of(rest));
        parts.put("port", port(host));
        parts.put("query", Str.of(query));
        parts.put("scheme", Str.of(scheme));
        parts.put("username", authority.contains("@") ? Str.of(before(user, ':')) : None.NONE);
        return parts;
    }

    private static String before(String text, char c) {
        int at = text.indexOf(c);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String after(String text, char c) {
        int at = text.indexOf(c);
        return at < 0 ? "" : text.substring(at + 1);
    }

    private static Py hostname(String host) {
        String name = host.startsWith("[") ? before(host.substring(1), ']') : before(host, ':');
        return name.isEmpty() ? None.NONE : Str.of(name.toLowerCase(Locale.ROOT));
    }

    private static Py port(String host) {
        String port = after(host.startsWith("[") ? after(host, ']') : host, ':');
        if (port.isEmpty()) {
            return None.NONE;
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw Fault.evaluation("the port '" + port + "' is no number from 0 to 65535");
        }
        return Py.Int.of(Integer.parseInt(port));
    }
}
