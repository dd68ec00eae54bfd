package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Function;
import io.github.tcib.template.python.Py.Group;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Range;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Thing;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Py.View;
import io.github.tcib.template.python.Py.Whole;
import java.util.Collection;
import java.util.Map;

/** The texts Python prints for values: {@code str()} and {@code repr()}. */
public final class Repr {
    private static final int LONGEST_NUMBER = 4300;

    private Repr() {}

    /** {@code str(value)}; an undefined value is an error. */
    public static String str(Py value, Budget budget) {
        if (value instanceof Str str) {
            return str.text();
        }
        if (value instanceof Undefined undefined) {
            if (undefined.lenient()) {
                return "";
            }
            throw undefined.fault();
        }
        if (value instanceof Thing thing) {
            return budget.text(thing.str()).text();
        }
        return repr(value, budget);
    }

    /** {@code repr(value)}. */
    public static String repr(Py value, Budget budget) {
        StringBuilder out = new StringBuilder();
        write(value, out, budget);
        return out.toString();
    }

    private static void write(Py value, StringBuilder out, Budget budget) {
        int before = out.length();
        if (value instanceof Str str) {
            if (str.flavor() == Py.Flavor.MARKUP) {
                out.append("Markup(").append(quoted(str.text())).append(')');
            } else {
                out.append(quoted(str.text()));
            }
        } else if (value instanceof Bool bool) {
            out.append(bool.value() ? "True" : "False");
        } else if (value instanceof Whole whole) {
            out.append(whole(whole));
        } else if (value instanceof Real real) {
            out.append(Floats.repr(real.value()));
        } else if (value instanceof None) {
            out.append("None");
        } else if (value instanceof Array array) {
            out.append('[');
            writeAll(array.items(), out, budget);
            out.append(']');
        } else if (value instanceof Tuple tuple) {
            out.append('(');
            writeAll(tuple.items(), out, budget);
            out.append(tuple.items().size() == 1 ? ",)" : ")");
        } else if (value instanceof Dict dict) {
            writeDict(dict, out, budget);
        } else {
            writeOther(value, out, budget);
        }
        budget.chargeChars((long) out.length() - before);
    }

    private static void writeOther(Py value, StringBuilder out, Budget budget) {
        if (value instanceof Group group) {
            out.append(group.items().isEmpty() ? "set(" : "{");
            writeAll(group.items(), out, budget);
            out.append(group.items().isEmpty() ? ")" : "}");
        } else if (value instanceof View view) {
            out.append(view.typeName()).append("([");
            writeAll(view.items(), out, budget);
            out.append("])");
        } else if (value instanceof Range range) {
            out.append("range(").append(range.start()).append(", ").append(range.stop());
            out.append(range.step() == 1 ? ")" : ", " + range.step() + ")");
        } else if (value instanceof Undefined undefined) {
            if (!undefined.lenient()) {
                throw undefined.fault();
            }
            out.append("Undefined");
        } else if (value instanceof Thing thing) {
            out.append(thing.repr());
        } else if (value instanceof Function) {
            throw Fault.evaluation("a function is used as a value; call it with ()");
        }
    }

    private static void writeAll(Collection<Py> items, StringBuilder out, Budget budget) {
        String separator = "";
        for (Py item : items) {
            out.append(separator);
            write(item, out, budget);
            separator = ", ";
        }
    }

    private static void writeDict(Dict dict, StringBuilder out, Budget budget) {
        out.append('{');
        String separator = "";
        for (Map.Entry<Py, Py> entry : dict.entries().entrySet()) {
            out.append(separator);
            write(entry.getKey(), out, budget);
            out.append(": ");
            write(entry.getValue(), out, budget);
            separator = ", ";
        }
        out.append('}');
    }

    /** The digits of a whole number; Python refuses more than 4300. */
    static String whole(Whole whole) {
        // a digit takes more than 3.32 bits
        boolean tooLong = whole.integer().bitLength() > LONGEST_NUMBER * 10 / 3;
        String digits = tooLong ? "" : whole.integer().toString();
        if (tooLong || digits.length() - (whole.integer().signum() < 0 ? 1 : 0) > LONGEST_NUMBER) {
            throw Fault.evaluation("Exceeds the limit (" + LONGEST_NUMBER + " digits) for integer string conversion");
        }
        return digits;
    }

    /** A text in quotes as Python writes it. */
    public static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').appendCodePoint(c);
                    } else if (printable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(escaped(c));
                    }
                }
            }
        });
        return out.append(quote).toString();
    }

    private static String escaped(int c) {
        return String.format(c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    }

    /** What {@code ascii()} makes of a text that {@code repr()} gave. */
    static String ascii(String repr) {
        StringBuilder out = new StringBuilder();
        repr.codePoints().forEach(c -> out.append(c < 0x80 ? Character.toString(c) : escaped(c)));
        return out.toString();
    }

    /** Whether {@code str.isprintable} holds for the character. */
    static boolean printable(int c) {
        if (c >= 0x20 && c < 0x7f) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
