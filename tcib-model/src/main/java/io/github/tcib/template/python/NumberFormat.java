package io.github.tcib.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers written by printf's conversion letters; without sign, padding and grouping. */
final class NumberFormat {
    private static final int MOST_DIGITS = 5000;

    private NumberFormat() {}

    /** The digits of the absolute value of a whole number, in the base of that letter. */
    static String whole(BigInteger value, char letter, boolean alternate) {
        BigInteger size = value.abs();
        return switch (letter) {
            case 'b' -> (alternate ? "0b" : "") + size.toString(2);
            case 'o' -> (alternate ? "0o" : "") + size.toString(8);
            case 'x' -> (alternate ? "0x" : "") + size.toString(16);
            case 'X' -> (alternate ? "0X" : "") + size.toString(16).toUpperCase(Locale.ROOT);
            default -> Repr.whole(new Py.Int(size));
        };
    }

    /** The absolute value of a floating point number by the letters e, f, g and %. */
    static String real(double value, char letter, int precision, boolean alternate) {
        if (precision > MOST_DIGITS) {
            throw Fault.evaluation("precision too big");
        }
        boolean upper = Character.isUpperCase(letter);
        double size = Math.abs(value);
        String text;
        if (!Double.isFinite(value)) {
            text = Double.isNaN(value) ? "nan" : "inf";
        } else {
            text = switch (Character.toLowerCase(letter)) {
                case 'e' -> exponential(new BigDecimal(size), precision, alternate);
                case 'g' -> general(new BigDecimal(size), Math.max(1, precision), alternate);
                case '%' -> fixed(new BigDecimal(size * 100), precision, alternate) + "%";
                default -> fixed(new BigDecimal(size), precision, alternate);
            };
        }
        return upper ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String fixed(BigDecimal size, int precision, boolean alternate) {
        String text = size.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
        return alternate && precision == 0 ? text + "." : text;
    }

    private static String exponential(BigDecimal size, int precision, boolean alternate) {
        BigDecimal rounded = size.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        BigDecimal mantissa = rounded.movePointLeft(exponent);
        return fixed(mantissa, precision, alternate) + Floats.exponent(exponent);
    }

    private static String general(BigDecimal size, int precision, boolean alternate) {
        BigDecimal rounded = size.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        boolean exponential = exponent < -4 || exponent >= precision;
        String text = exponential
                ? exponential(size, precision - 1, alternate)
                : fixed(size, precision - 1 - exponent, alternate);
        if (alternate) {
            return text;
        }
        int split = exponential ? text.indexOf('e') : text.length();
        String digits = text.substring(0, split);
        if (digits.indexOf('.') >= 0) {
            digits = digits.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return digits + text.substring(split);
    }
}
