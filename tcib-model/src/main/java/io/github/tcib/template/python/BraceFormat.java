package io.github.tcib.template.python;

import io.github.tcib.model.NearName;
import io.github.tcib.template.python.Py.Str;
import java.util.List;

/** {@code str.format}. */
final class BraceFormat {
    private static final int DEEPEST_SPECIFICATION = 2;

    private final Arguments arguments;
    private final Budget budget;
    private int next;
    private boolean numbered;

    private BraceFormat(Arguments arguments) {
        this.arguments = arguments;
        this.budget = arguments.budget();
    }

    static Py apply(String format, Arguments arguments) {
        return arguments.budget().text(new BraceFormat(arguments).expand(format, DEEPEST_SPECIFICATION));
    }

    private String expand(String format, int depth) {
        if (depth == 0) {
            throw Fault.evaluation("Max string recursion exceeded");
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if ((c == '{' || c == '}') && at < format.length() && format.charAt(at) == c) {
                out.append(c);
                at++;
            } else if (c == '}') {
                throw Fault.evaluation("Single '}' encountered in format string");
            } else if (c == '{') {
                int end = closing(format, at);
                out.append(field(format.substring(at, end), depth));
                budget.chargeChars(out.length());
                at = end + 1;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int closing(String format, int from) {
        int depth = 1;
        boolean inName = true;
        for (int i = from; i < format.length(); i++) {
            char c = format.charAt(i);
            inName &= c != ':' && c != '!';
            if (c == '[' && inName) {
                i = format.indexOf(']', i);
                if (i < 0) {
                    break;
                }
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        throw Fault.evaluation(
                from >= format.length()
                        ? "Single '{' encountered in format string"
                        : "expected '}' before end of string");
    }

    private String field(String field, int depth) {
        int end = 0;
        while (end < field.length() && field.charAt(end) != ':' && field.charAt(end) != '!') {
            end = field.charAt(end) == '[' ? Math.max(end, field.indexOf(']', end)) + 1 : end + 1;
        }
        Py value = value(field.substring(0, end));
        String rest = field.substring(end);
        if (rest.startsWith("!")) {
            if (rest.length() < 2 || (rest.length() > 2 && rest.charAt(2) != ':')) {
                throw Fault.evaluation("expected ':' after conversion specifier");
            }
            value = converted(value, rest.charAt(1));
            rest = rest.substring(2);
        }
        return FormatSpec.apply(value, rest.isEmpty() ? "" : expand(rest.substring(1), depth - 1), budget);
    }

    private Py converted(Py value, char conversion) {
        return switch (conversion) {
            case 's' -> Str.of(Repr.str(value, budget));
            case 'r' -> Str.of(Repr.repr(value, budget));
            case 'a' -> Str.of(Repr.ascii(Repr.repr(value, budget)));
            default -> throw Fault.evaluation("Unknown conversion specifier '" + conversion + "'");
        };
    }

    private Py value(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
            end++;
        }
        Py value = argument(name.substring(0, end));
        int at = end;
        while (at < name.length()) {
            boolean attribute = name.charAt(at) == '.';
            int stop = at + 1;
            while (stop < name.length()
                    && (attribute ? name.charAt(stop) != '.' && name.charAt(stop) != '[' : name.charAt(stop) != ']')) {
                stop++;
            }
            String key = name.substring(at + 1, stop);
            if (key.isEmpty()) {
                throw Fault.evaluation("Empty attribute in format string");
            }
            value = attribute ? attribute(value, key) : element(value, key);
            at = attribute ? stop : stop + 1;
        }
        return value;
    }

    private Py argument(String name) {
        List<Py> positional = arguments.positional();
        boolean digits = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!name.isEmpty() && !digits) {
            Py value = arguments.named().get(name);
            if (value == null) {
                throw Fault.evaluation("the format's field '" + name + "' is not there")
                        .withHint(() -> NearName.hint(name, arguments.named().keySet()));
            }
            return value;
        }
        if (digits ? next > 0 : numbered) {
            throw Fault.evaluation("cannot mix numbered and unnumbered fields in a format");
        }
        numbered = digits;
        int index = digits ? Integer.parseInt(name.substring(0, Math.min(9, name.length()))) : next++;
        if (index >= positional.size()) {
            throw Fault.evaluation("Replacement index " + index + " out of range for positional args tuple");
        }
        return positional.get(index);
    }

    private static Py attribute(Py value, String name) {
        return Attributes.of(value, name)
                .orElseThrow(
                        () -> Fault.evaluation("'" + value.typeName() + "' object has no attribute '" + name + "'"));
    }

    private static Py element(Py value, String key) {
        boolean digits = !key.isEmpty() && key.length() < 10 && key.chars().allMatch(c -> c >= '0' && c <= '9');
        Py index = digits ? Py.Int.of(Long.parseLong(key)) : Str.of(key);
        return Sequences.element(value, index)
                .orElseThrow(() -> Fault.evaluation("'" + value.typeName() + "' object has no element '" + key + "'"));
    }
}
