package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Py.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON as Python's json.dumps.
 *
 * @param indent what a level is indented by; without it, all is one line
 * @param between what separates items
 * @param colon what separates a key from its value
 */
public record Json(
        Optional<String> indent, String between, String colon, boolean sortKeys, boolean ascii, Budget budget) {

    public String write(Py value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.toString();
    }

    private void write(Py value, String newline, StringBuilder out) {
        int before = out.length();
        if (value instanceof Str str) {
            quote(str.text(), out);
        } else if (value instanceof Seq seq) {
            list(seq, newline, out);
        } else if (value instanceof Dict dict) {
            dict(dict, newline, out);
        } else {
            out.append(scalar(value));
        }
        budget.chargeChars(out.length() - before);
    }

    private String scalar(Py value) {
        if (value instanceof Bool bool) {
            return bool.value() ? "true" : "false";
        } else if (value instanceof None) {
            return "null";
        } else if (value instanceof Whole whole) {
            return Repr.whole(whole);
        } else if (value instanceof Real real) {
            double number = real.value();
            return Double.isFinite(number)
                    ? Floats.repr(number)
                    : Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        } else if (value instanceof Moment moment) {
            return '"' + moment.iso("T").text() + '"';
        } else if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        throw Fault.evaluation("Object of type " + value.typeName() + " is not JSON serializable");
    }

    private String inner(String newline) {
        return indent.map(by -> newline + by).orElse("");
    }

    private void list(Seq seq, String newline, StringBuilder out) {
        if (seq.items().isEmpty()) {
            out.append("[]");
            return;
        }
        String inner = inner(newline);
        String separator = "[";
        for (Py item : seq.items()) {
            out.append(separator).append(inner);
            write(item, inner, out);
            separator = between;
        }
        out.append(indent.isPresent() ? newline : "").append(']');
    }

    private void dict(Dict dict, String newline, StringBuilder out) {
        if (dict.entries().isEmpty()) {
            out.append("{}");
            return;
        }
        String inner = inner(newline);
        String separator = "{";
        List<Py> keys = new ArrayList<>(dict.entries().keySet());
        if (sortKeys) {
            keys = Comparison.sorted(keys, key -> key, false, budget);
        }
        Map<Py, Py> entries = dict.entries();
        for (Py key : keys) {
            out.append(separator).append(inner);
            quote(key(key), out);
            out.append(colon);
            write(entries.getOrDefault(key, None.NONE), inner, out);
            separator = between;
        }
        out.append(indent.isPresent() ? newline : "").append('}');
    }

    private String key(Py key) {
        if (key instanceof Str str) {
            return str.text();
        }
        if (key instanceof Py.Num || key instanceof None) {
            return scalar(key);
        }
        throw Fault.evaluation("keys must be str, int, float, bool or None, not " + key.typeName());
    }

    private void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c < 0x20 || (ascii && c >= 0x7f)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
