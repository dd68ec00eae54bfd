package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Int;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Numbers read from texts as Python's int() and float() do. */
public final class Numbers {
    private static final int LONGEST = 4300;

    private Numbers() {}

    /** {@code int(text, base)}, or empty where that is a ValueError; base 0 goes by the prefix. */
    public static Optional<Py> whole(String text, int base) {
        String body = Splitting.strip(text, Optional.empty(), true, true);
        boolean negative = body.startsWith("-");
        if (negative || body.startsWith("+")) {
            body = body.substring(1);
        }
        int radix = base;
        int prefix = body.length() > 2 && body.charAt(0) == '0'
                ? switch (body.charAt(1)) {
                    case 'b', 'B' -> 2;
                    case 'o', 'O' -> 8;
                    case 'x', 'X' -> 16;
                    default -> 0;
                }
                : 0;
        if (prefix != 0 && (base == 0 || base == prefix)) {
            radix = prefix;
            body = body.substring(body.charAt(2) == '_' ? 3 : 2);
        } else if (base == 0) {
            radix = 10;
            if (body.startsWith("0") && !body.replace("0", "").replace("_", "").isEmpty()) {
                return Optional.empty();
            }
        }
        if (radix < 2 || radix > 36 || body.length() > LONGEST || !wellFormed(body, radix)) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(body.replace("_", ""), radix);
        return Optional.of(new Int(negative ? value.negate() : value));
    }

    /** The whole number of these digits; Python refuses more than 4300 of them, since to read them takes ever longer. */
    public static BigInteger ofDigits(String digits, int radix) {
        if (digits.length() > LONGEST) {
            throw Fault.evaluation("Exceeds the limit (" + LONGEST + " digits) for integer string conversion");
        }
        return new BigInteger(digits, radix);
    }

    private static boolean wellFormed(String digits, int radix) {
        boolean expected = true;
        for (int i = 0; i < digits.length(); i++) {
            boolean digit = Character.digit(digits.charAt(i), radix) >= 0;
            if (!digit && (expected || digits.charAt(i) != '_')) {
                return false;
            }
            expected = !digit;
        }
        return !expected;
    }

    /** {@code float(text)}, or empty where that is a ValueError. */
    public static Optional<Double> real(String text) {
        String body = Splitting.strip(text, Optional.empty(), true, true).toLowerCase(Locale.ROOT);
        String unsigned = body.startsWith("-") || body.startsWith("+") ? body.substring(1) : body;
        int sign = body.startsWith("-") ? -1 : 1;
        return switch (unsigned) {
            case "inf", "infinity" -> Optional.of(sign * Double.POSITIVE_INFINITY);
            case "nan" -> Optional.of(Double.NaN);
            default -> {
                String digits = unsigned.replaceAll("(?<=[0-9])_(?=[0-9])", "");
                yield digits.matches("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?")
                        ? Optional.of(sign * Double.parseDouble(digits))
                        : Optional.empty();
            }
        };
    }

    /** {@code int(value)} of a floating point number. */
    public static Int truncated(double value) {
        if (!Double.isFinite(value)) {
            throw Fault.evaluation(
                    "cannot convert float " + (Double.isNaN(value) ? "NaN" : "infinity") + " to integer");
        }
        return new Int(new BigDecimal(value).toBigInteger());
    }
}
