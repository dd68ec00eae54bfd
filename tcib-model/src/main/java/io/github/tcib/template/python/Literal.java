package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Group;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Num;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Tuple;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a literal of Python, and true, false and null of JSON, the way Ansible turns rendered text back into data. What is
 * no literal is left to be the text it is.
 */
public final class Literal {
    private static final int DEEPEST = 200;

    private final String text;
    private final Budget budget;
    private int at;
    private int depth;
    private Optional<String> unhashable = Optional.empty();

    private Literal(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    /** Signals that the text is no literal. */
    private static final class NoLiteral extends RuntimeException {
        NoLiteral() {
            super(null, null, false, false);
        }
    }

    /** The value, or empty if the text is not a literal. */
    public static Optional<Py> read(String text, Budget budget) {
        Literal literal = new Literal(text, budget);
        try {
            Py value = literal.value();
            literal.space();
            if (literal.at < text.length()) {
                return Optional.empty();
            }
            literal.unhashable.ifPresent(type -> {
                throw Fault.evaluation("unhashable type: '" + type + "'");
            });
            return Optional.of(value);
        } catch (NoLiteral e) {
            return Optional.empty();
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean skip(char c) {
        space();
        boolean there = peek() == c && at < text.length();
        at += there ? 1 : 0;
        return there;
    }

    private void space() {
        while (at < text.length()) {
            char c = peek();
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == '\\' && text.startsWith("\n", at + 1)) {
                at += 2;
            } else if (c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\n') {
                at++;
            } else {
                return;
            }
        }
    }

    private Py value() {
        budget.charge(1);
        space();
        char c = peek();
        if (++depth > DEEPEST) {
            throw new NoLiteral();
        }
        Py value;
        if (skip('[')) {
            value = new Array(items(']', new boolean[1]));
        } else if (skip('(')) {
            value = parenthesised();
        } else if (skip('{')) {
            value = braced();
        } else if (c == '+' || c == '-') {
            value = signed();
        } else if ((c >= '0' && c <= '9') || c == '.') {
            value = number();
        } else {
            value = word();
        }
        depth--;
        return value;
    }

    /** Items up to the closing bracket; says whether there was a comma. */
    private List<Py> items(char close, boolean[] comma) {
        List<Py> items = new ArrayList<>();
        while (!skip(close)) {
            items.add(value());
            if (!skip(',')) {
                if (!skip(close)) {
                    throw new NoLiteral();
                }
                break;
            }
            comma[0] = true;
        }
        return items;
    }

    private Py parenthesised() {
        boolean[] comma = new boolean[1];
        List<Py> items = items(')', comma);
        return items.size() == 1 && !comma[0] ? items.get(0) : Tuple.of(items);
    }

    private Py braced() {
        if (skip('}')) {
            return Sequences.dict(List.of());
        }
        Py first = value();
        if (!skip(':')) {
            List<Py> items = new ArrayList<>(List.of(first));
            if (skip(',')) {
                items.addAll(items('}', new boolean[1]));
            } else if (!skip('}')) {
                throw new NoLiteral();
            }
            items.removeIf(item -> !isKey(item));
            return new Group(new LinkedHashSet<>(items));
        }
        List<Map.Entry<Py, Py>> entries = new ArrayList<>();
        entries.add(Map.entry(first, value()));
        while (skip(',')) {
            space();
            if (peek() == '}') {
                break;
            }
            Py key = value();
            if (!skip(':')) {
                throw new NoLiteral();
            }
            entries.add(Map.entry(key, value()));
        }
        if (!skip('}')) {
            throw new NoLiteral();
        }
        entries.removeIf(entry -> !isKey(entry.getKey()));
        return Sequences.dict(entries);
    }

    /** Whether that can be a key; if not, the literal has no value, but is one if the rest of the text is well formed. */
    private boolean isKey(Py key) {
        boolean fit =
                key instanceof Tuple tuple ? tuple.items().stream().allMatch(this::isKey) : Sequences.isHashable(key);
        if (!fit) {
            unhashable = Optional.of(key.typeName());
        }
        return fit;
    }

    private Py signed() {
        boolean negative = peek() == '-';
        at++;
        space();
        if (peek() == '+' || peek() == '-') {
            throw new NoLiteral();
        }
        Py value = value();
        if (!(value instanceof Num) || value instanceof Bool) {
            throw new NoLiteral();
        }
        return negative ? Arithmetic.negate(value) : value;
    }

    private Py number() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(peek())
                        || peek() == '.'
                        || peek() == '_'
                        || ((peek() == '+' || peek() == '-')
                                && "eE".indexOf(text.charAt(at - 1)) >= 0
                                && !text.startsWith("0x", start)))) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.chars().anyMatch(c -> c >= 0x80)) {
            throw new NoLiteral();
        }
        Optional<Py> whole = Numbers.whole(word, 0);
        if (whole.isPresent()) {
            return whole.get();
        }
        boolean real = word.matches("(?:[0-9](?:_?[0-9])*)?\\.?(?:[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?")
                && (word.indexOf('.') >= 0 || word.indexOf('e') >= 0 || word.indexOf('E') >= 0);
        return Numbers.real(word).filter(number -> real).map(Real::new).orElseThrow(NoLiteral::new);
    }

    private Py word() {
        int start = at;
        while (Character.isLetterOrDigit(peek()) || peek() == '_') {
            at++;
        }
        String word = text.substring(start, at);
        if (peek() == '\'' || peek() == '"') {
            return strings(word);
        }
        return switch (word) {
            case "True", "true" -> Bool.TRUE;
            case "False", "false" -> Bool.FALSE;
            case "None", "null" -> None.NONE;
            case "set" -> {
                if (!skip('(') || !skip(')')) {
                    throw new NoLiteral();
                }
                yield new Group(Set.of());
            }
            default -> throw new NoLiteral();
        };
    }

    /** Texts that stand side by side are one. */
    private Py strings(String firstPrefix) {
        StringBuilder out = new StringBuilder();
        String prefix = firstPrefix;
        while (true) {
            String kind = prefix.toLowerCase(Locale.ROOT);
            if (!kind.isEmpty() && !kind.equals("r") && !kind.equals("u")) {
                throw new NoLiteral();
            }
            string(kind.equals("r"), out);
            space();
            int start = at;
            while (Character.isLetter(peek())) {
                at++;
            }
            if (peek() != '\'' && peek() != '"') {
                at = start;
                return budget.text(out.toString());
            }
            prefix = text.substring(start, at);
        }
    }

    private void string(boolean raw, StringBuilder out) {
        char quote = peek();
        boolean triple = text.startsWith(String.valueOf(quote).repeat(3), at);
        String close = String.valueOf(quote).repeat(triple ? 3 : 1);
        at += close.length();
        while (!text.startsWith(close, at)) {
            if (at >= text.length() || (peek() == '\n' && !triple)) {
                throw new NoLiteral();
            }
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                escape(raw, out);
            } else {
                out.append(c);
            }
        }
        at += close.length();
    }

    private void escape(boolean raw, StringBuilder out) {
        char c = text.charAt(at++);
        if (raw) {
            out.append('\\').append(c);
            return;
        }
        int simple = "\\'\"abfnrtv".indexOf(c);
        if (simple >= 0) {
            out.append("\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
        } else if (c == 'x' || c == 'u' || c == 'U') {
            hex(c == 'x' ? 2 : c == 'u' ? 4 : 8, out);
        } else if (c >= '0' && c <= '7') {
            int end = at;
            while (end < text.length() && end < at + 2 && Character.digit(text.charAt(end), 8) >= 0) {
                end++;
            }
            out.appendCodePoint(Integer.parseInt(text.substring(at - 1, end), 8));
            at = end;
        } else if (c != '\n') {
            out.append('\\').append(c);
        }
    }

    private void hex(int length, StringBuilder out) {
        int end = at + length;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]+")) {
            throw new NoLiteral();
        }
        BigInteger code = new BigInteger(text.substring(at, end), 16);
        if (code.bitLength() > 21 || !Character.isValidCodePoint(code.intValue())) {
            throw new NoLiteral();
        }
        out.appendCodePoint(code.intValue());
        at = end;
    }
}
