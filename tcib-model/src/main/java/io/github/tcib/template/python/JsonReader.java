package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Str;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads JSON as Python's json.loads. */
public final class JsonReader {
    private static final int DEEPEST = 500;

    private final String text;
    private final Budget budget;
    private int at;
    private int depth;

    private JsonReader(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    public static Py read(String text, Budget budget) {
        JsonReader reader = new JsonReader(text, budget);
        Py value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.fault("Extra data");
        }
        return value;
    }

    private Fault fault(String message) {
        return Fault.evaluation("no JSON: " + message + " at character " + at);
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean skip(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private Py value() {
        budget.charge(1);
        space();
        if (skip("{")) {
            return dict();
        } else if (skip("[")) {
            return list();
        } else if (skip("\"")) {
            return Str.of(string());
        } else if (skip("true")) {
            return Bool.TRUE;
        } else if (skip("false")) {
            return Bool.FALSE;
        } else if (skip("null")) {
            return None.NONE;
        } else if (skip("NaN")) {
            return new Real(Double.NaN);
        } else if (skip("Infinity")) {
            return new Real(Double.POSITIVE_INFINITY);
        } else if (skip("-Infinity")) {
            return new Real(Double.NEGATIVE_INFINITY);
        }
        return number();
    }

    private void descend() {
        if (++depth > DEEPEST) {
            throw fault("nested too deep");
        }
    }

    private Py dict() {
        descend();
        List<Map.Entry<Py, Py>> entries = new ArrayList<>();
        space();
        if (skip("}")) {
            depth--;
            return Sequences.dict(entries);
        }
        do {
            space();
            if (!skip("\"")) {
                throw fault("Expecting property name enclosed in double quotes");
            }
            Py key = Str.of(string());
            space();
            if (!skip(":")) {
                throw fault("Expecting ':' delimiter");
            }
            entries.add(Map.entry(key, value()));
            space();
        } while (skip(","));
        if (!skip("}")) {
            throw fault("Expecting ',' delimiter");
        }
        depth--;
        return Sequences.dict(entries);
    }

    private Py list() {
        descend();
        List<Py> items = new ArrayList<>();
        space();
        if (skip("]")) {
            depth--;
            return new Array(items);
        }
        do {
            items.add(value());
            space();
        } while (skip(","));
        if (!skip("]")) {
            throw fault("Expecting ',' delimiter");
        }
        depth--;
        return new Array(items);
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            } else if (c < 0x20) {
                throw fault("Invalid control character");
            } else if (c == '\\') {
                escape(out);
            } else {
                out.append(c);
            }
        }
        throw fault("Unterminated string");
    }

    private void escape(StringBuilder out) {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        int index = "\"\\/bfnrt".indexOf(c);
        if (index >= 0) {
            out.append("\"\\/\b\f\n\r\t".charAt(index));
        } else if (c == 'u'
                && at + 4 <= text.length()
                && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
        } else {
            throw fault("Invalid \\escape");
        }
    }

    private Py number() {
        int start = at;
        skip("-");
        int digits = at;
        digits();
        boolean leading = at - digits > 1 && text.charAt(digits) == '0';
        if (at == digits) {
            at = start;
            throw fault("Expecting value");
        }
        if (leading) {
            at = digits + 1;
            throw fault("Extra data");
        }
        int end = at;
        boolean real = false;
        if (skip(".") && digits()) {
            end = at;
            real = true;
        }
        at = end;
        if (skip("e") || skip("E")) {
            if (!skip("+")) {
                skip("-");
            }
            if (digits()) {
                end = at;
                real = true;
            }
        }
        at = end;
        String number = text.substring(start, end);
        if (!real && number.length() > 4300) {
            throw fault("the number is too long");
        }
        return real ? new Real(Double.parseDouble(number)) : new Int(new BigInteger(number));
    }

    private boolean digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > start;
    }
}
