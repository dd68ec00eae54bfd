package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Num;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Py.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** {@code format % arguments}. */
public final class PercentFormat {
    private final String format;
    private final boolean markup;
    private final Py arguments;
    private final List<Py> positional;
    private final Budget budget;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int used;

    private PercentFormat(Str format, Py arguments, Budget budget) {
        this.format = format.text();
        this.markup = format.flavor() == Py.Flavor.MARKUP;
        this.arguments = arguments;
        this.positional = arguments instanceof Tuple tuple ? tuple.items() : List.of(arguments);
        this.budget = budget;
    }

    public static Py apply(Str format, Py arguments, Budget budget) {
        return new PercentFormat(format, arguments, budget).run();
    }

    private Py run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '%') {
                conversion();
            } else {
                out.append(c);
            }
        }
        boolean mapping = arguments instanceof Dict || arguments instanceof Array;
        if (used < positional.size() && !mapping) {
            if (arguments instanceof Undefined undefined) {
                throw undefined.fault();
            }
            throw Fault.evaluation("not all arguments converted during string formatting");
        }
        Str result = budget.text(out.toString());
        return markup ? Str.markup(result.text()) : result;
    }

    private char peek() {
        if (at >= format.length()) {
            throw Fault.evaluation("incomplete format");
        }
        return format.charAt(at);
    }

    private Py next() {
        if (used >= positional.size()) {
            throw Fault.evaluation("not enough arguments for format string");
        }
        return positional.get(used++);
    }

    private void conversion() {
        int start = at;
        Py keyed = Py.None.NONE;
        boolean hasKey = false;
        if (peek() == '(') {
            keyed = keyed();
            hasKey = true;
        }
        boolean left = false;
        boolean zero = false;
        boolean alternate = false;
        String sign = "";
        for (; "-+ #0".indexOf(peek()) >= 0; at++) {
            switch (peek()) {
                case '-' -> left = true;
                case '+' -> sign = "+";
                case ' ' -> sign = sign.isEmpty() ? " " : sign;
                case '#' -> alternate = true;
                default -> zero = true;
            }
        }
        int width = count();
        if (width < 0) {
            left = true;
            width = -width;
        }
        int precision = -1;
        if (peek() == '.') {
            at++;
            precision = Math.max(0, count());
        }
        while ("hlL".indexOf(peek()) >= 0) {
            at++;
        }
        char letter = peek();
        at++;
        if (letter == '%' && at == start + 1) {
            out.append('%');
            return;
        }
        if ("srcaiduoxXeEfFgG".indexOf(letter) < 0) {
            throw Fault.evaluation("unsupported format character '" + letter + "' (0x" + Integer.toHexString(letter)
                    + ") at index " + (at - 1));
        }
        Py value = hasKey ? keyed : next();
        String text = converted(value, letter, precision, alternate);
        boolean numeric = "srca".indexOf(letter) < 0;
        String prefix = "";
        if (numeric) {
            prefix = negative(value, letter) ? "-" : sign;
            if (alternate && letter != 'd' && text.length() > 1 && "xXo".indexOf(letter) >= 0) {
                prefix += text.substring(0, 2);
                text = text.substring(2);
            }
        }
        pad(prefix, text, width, left, zero && numeric);
    }

    private void pad(String prefix, String text, int width, boolean left, boolean zero) {
        int missing = width - prefix.length() - CodePoints.length(text);
        budget.chargeChars((long) text.length() + Math.max(0, missing));
        String padding = (zero && !left ? "0" : " ").repeat(Math.max(0, missing));
        if (left) {
            out.append(prefix).append(text).append(padding);
        } else if (zero) {
            out.append(prefix).append(padding).append(text);
        } else {
            out.append(padding).append(prefix).append(text);
        }
    }

    private Py keyed() {
        if (!(arguments instanceof Dict dict)) {
            throw Truth.undefinedOr(arguments, "format requires a mapping");
        }
        int start = ++at;
        int depth = 1;
        while (depth > 0) {
            if (at >= format.length()) {
                throw Fault.evaluation("incomplete format key");
            }
            char c = format.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        String key = format.substring(start, at - 1);
        used = positional.size();
        return dict.get(key).orElseThrow(() -> Fault.evaluation("the format's key '" + key + "' is not there"));
    }

    private int count() {
        if (peek() == '*') {
            at++;
            if (next() instanceof Whole whole) {
                return Bound.clip(whole.integer());
            }
            throw Fault.evaluation("* wants int");
        }
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return start == at ? 0 : Bound.clip(Numbers.ofDigits(format.substring(start, at), 10));
    }

    private static boolean negative(Py value, char letter) {
        if (value instanceof Real real && "diu".indexOf(letter) >= 0) {
            return real.value() <= -1;
        }
        return value instanceof Real real
                ? real.value() < 0 || (real.value() == 0 && 1 / real.value() < 0)
                : value instanceof Whole whole && whole.integer().signum() < 0;
    }

    private String converted(Py value, char letter, int precision, boolean alternate) {
        return switch (letter) {
            case 's', 'r', 'a' -> {
                String text = letter == 's' ? plain(value) : Repr.repr(value, budget);
                text = letter == 'a' ? Repr.ascii(text) : text;
                yield precision >= 0 && precision < CodePoints.length(text)
                        ? CodePoints.substring(text, 0, precision)
                        : text;
            }
            case 'c' -> character(value);
            case 'd', 'i', 'u' -> zeros(NumberFormat.whole(integer(value, letter), 'd', false), precision);
            case 'o', 'x', 'X' -> {
                if (!(value instanceof Whole whole)) {
                    throw Truth.undefinedOr(
                            value, "%" + letter + " format: an integer is required, not " + value.typeName());
                }
                String digits = zeros(NumberFormat.whole(whole.integer(), letter, false), precision);
                yield alternate ? "0" + letter + digits : digits;
            }
            default -> {
                if (!(value instanceof Num num)) {
                    throw Truth.undefinedOr(value, "must be real number, not " + value.typeName());
                }
                yield NumberFormat.real(num.real(), letter, precision < 0 ? 6 : precision, alternate);
            }
        };
    }

    private String plain(Py value) {
        return markup ? Html.escape(value, budget).text() : Repr.str(value, budget);
    }

    private static String zeros(String digits, int precision) {
        return precision > 5000 ? digits : "0".repeat(Math.max(0, precision - digits.length())) + digits;
    }

    private static BigInteger integer(Py value, char letter) {
        if (value instanceof Whole whole) {
            return whole.integer();
        }
        if (value instanceof Real real && Double.isFinite(real.value())) {
            return new BigDecimal(real.value()).toBigInteger();
        }
        throw Truth.undefinedOr(value, "%" + letter + " format: a real number is required, not " + value.typeName());
    }

    private static String character(Py value) {
        if (value instanceof Str str && CodePoints.length(str.text()) == 1) {
            return str.text();
        }
        if (value instanceof Whole whole && Character.isValidCodePoint(Bound.clip(whole.integer()))) {
            return Character.toString(Bound.clip(whole.integer()));
        }
        throw Truth.undefinedOr(value, "%c requires int or char");
    }
}
