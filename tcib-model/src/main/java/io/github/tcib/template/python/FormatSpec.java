package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Thing;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Py.Whole;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One format specification of {@code str.format}, such as {@code >10,.2f}. */
final class FormatSpec {
    private final String fill;
    private final char align;
    private final char sign;
    private final boolean positiveZero;
    private final boolean alternate;
    private final int width;
    private final char grouping;
    private final int precision;
    private final char letter;

    private FormatSpec(Matcher spec) {
        boolean zero = spec.group("zero") != null;
        this.fill = spec.group("fill") != null ? spec.group("fill") : zero ? "0" : " ";
        this.align = spec.group("align") != null ? spec.group("align").charAt(0) : zero ? '=' : 0;
        this.sign = first(spec.group("sign"));
        this.positiveZero = spec.group("zeros") != null;
        this.alternate = spec.group("alt") != null;
        this.width = spec.group("width").isEmpty() ? 0 : Bound.clip(Numbers.ofDigits(spec.group("width"), 10));
        this.grouping = first(spec.group("group"));
        this.precision =
                spec.group("precision") == null ? -1 : Bound.clip(Numbers.ofDigits(spec.group("precision"), 10));
        this.letter = first(spec.group("type"));
    }

    private static char first(@Nullable String text) {
        return text == null || text.isEmpty() ? 0 : text.charAt(0);
    }

    static String apply(Py value, String spec, Budget budget) {
        if (spec.isEmpty()) {
            return Repr.str(value, budget);
        }
        if (value instanceof Moment moment) {
            return Dates.format(spec, moment.time()).text();
        }
        Matcher matcher = Pattern.compile(
                        "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<zeros>z)?(?<alt>#)?(?<zero>0)?(?<width>[0-9]*)"
                                + "(?<group>[,_])?(?:\\.(?<precision>[0-9]+))?(?<type>.)?",
                        Pattern.DOTALL)
                .matcher(spec);
        if (value instanceof Undefined
                || !(value instanceof Str || value instanceof Py.Num)
                || value instanceof Thing) {
            throw Truth.undefinedOr(value, "unsupported format string passed to " + value.typeName() + ".__format__");
        }
        if (!matcher.matches()) {
            throw Fault.evaluation(
                    "Invalid format specifier '" + spec + "' for object of type '" + value.typeName() + "'");
        }
        return new FormatSpec(matcher).format(value, budget);
    }

    private Fault unknown(Py value) {
        return Fault.evaluation("Unknown format code '" + letter + "' for object of type '" + value.typeName() + "'");
    }

    private String format(Py value, Budget budget) {
        if (value instanceof Str str) {
            if (letter != 0 && letter != 's') {
                throw unknown(value);
            }
            if ((align == '=' && !fill.equals("0")) || sign != 0 || positiveZero || alternate || grouping != 0) {
                throw Fault.evaluation("a flag of the format specification is not allowed for a text");
            }
            String text = precision >= 0 && precision < CodePoints.length(str.text())
                    ? CodePoints.substring(str.text(), 0, precision)
                    : str.text();
            return padded("", text, align == 0 || align == '=' ? '<' : align, budget);
        }
        if (grouping != 0 && (letter == 'c' || letter == 'n' || (grouping == ',' && "boxX".indexOf(letter) >= 0))) {
            throw Fault.evaluation("Cannot specify '" + grouping + "' with '" + letter + "'.");
        }
        if (value instanceof Whole whole && (letter == 0 || "bcdnoxX".indexOf(letter) >= 0)) {
            return whole(whole, budget);
        }
        if (letter != 0 && "eEfFgGn%".indexOf(letter) < 0) {
            throw unknown(value);
        }
        double real = ((Py.Num) value).real();
        String digits = real(real);
        boolean zero = positiveZero && digits.chars().noneMatch(c -> c >= '1' && c <= '9') && Double.isFinite(real);
        boolean negative = !zero && (real < 0 || (real == 0 && 1 / real < 0));
        String sign = sign(negative);
        return padded(sign, grouped(sign, digits, 3, budget), align == 0 ? '>' : align, budget);
    }

    private String whole(Whole whole, Budget budget) {
        if (positiveZero) {
            throw Fault.evaluation(
                    "Negative zero coercion (z) not allowed in format specifier with integer format code");
        }
        if (precision >= 0) {
            throw Fault.evaluation("Precision not allowed in integer format specifier");
        }
        if (letter == 'c') {
            return padded("", character(whole), align == 0 ? '>' : align, budget);
        }
        char base = letter == 0 || letter == 'n' ? 'd' : letter;
        String digits = NumberFormat.whole(whole.integer(), base, alternate);
        String prefix = sign(whole.integer().signum() < 0);
        if (alternate && base != 'd') {
            prefix += digits.substring(0, 2);
            digits = digits.substring(2);
        }
        return padded(prefix, grouped(prefix, digits, base == 'd' ? 3 : 4, budget), align == 0 ? '>' : align, budget);
    }

    private String character(Whole whole) {
        int codePoint = Bound.clip(whole.integer());
        if (sign != 0 || alternate) {
            throw Fault.evaluation("a flag of the format specification is not allowed with 'c'");
        }
        if (!Character.isValidCodePoint(codePoint)) {
            throw Fault.evaluation("%c arg not in range(0x110000)");
        }
        return Character.toString(codePoint);
    }

    private String real(double value) {
        if (letter != 0) {
            return NumberFormat.real(value, letter == 'n' ? 'g' : letter, precision < 0 ? 6 : precision, alternate);
        }
        if (precision < 0) {
            return Floats.repr(Math.abs(value));
        }
        String text = NumberFormat.real(value, 'g', precision, alternate);
        boolean bare = text.indexOf('.') < 0 && text.indexOf('e') < 0 && Double.isFinite(value);
        if (bare && text.length() >= precision) {
            // Python keeps a digit for the ".0", so it writes the exponent one digit sooner than with g
            String exponential = NumberFormat.real(value, 'e', text.length() - 1, false);
            return exponential.indexOf('.') < 0 ? exponential : exponential.replaceAll("\\.?0+e", "e");
        }
        return bare ? text + ".0" : text;
    }

    private String sign(boolean negative) {
        return negative ? "-" : sign == '+' ? "+" : sign == ' ' ? " " : "";
    }

    /** Zeros that fill the width are grouped, too. */
    private String grouped(String prefix, String digits, int size, Budget budget) {
        if (grouping == 0) {
            return digits;
        }
        int end = 0;
        while (end < digits.length() && Character.digit(digits.charAt(end), size == 3 ? 10 : 16) >= 0) {
            end++;
        }
        int room = align == '=' && fill.equals("0") && end > 0 ? width - prefix.length() - (digits.length() - end) : 0;
        budget.chargeChars(Math.max(0, room));
        int count = end;
        while (count + (count - 1) / size < room) {
            count++;
        }
        StringBuilder out = new StringBuilder("0".repeat(count - end)).append(digits);
        for (int i = count - size; i > 0; i -= size) {
            out.insert(i, grouping);
        }
        return out.toString();
    }

    private String padded(String prefix, String text, char how, Budget budget) {
        int missing = Math.max(0, width - prefix.length() - CodePoints.length(text));
        budget.chargeChars((long) text.length() + missing);
        int before = how == '^' ? missing / 2 : how == '<' ? 0 : missing;
        String front = fill.repeat(before);
        String back = fill.repeat(missing - before);
        return how == '=' ? prefix + front + text : front + prefix + text + back;
    }
}
