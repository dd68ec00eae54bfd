package io.github.tcib.template.syntax;

import java.math.BigInteger;

/** Numbers as templates write them: {@code 1_000}, {@code 0x1f}, {@code 1.5e3}. */
final class Numerals {
    /** As in Python: to read more digits takes ever longer. */
    private static final int LONGEST = 4300;

    private Numerals() {}

    /** The offset after the number that begins there; the same offset if none does. */
    static int end(String source, int at) {
        if (at >= source.length() || !isDigit(source, at, 10)) {
            return at;
        }
        int real = at > 0 && source.charAt(at - 1) == '.' ? at : realEnd(source, at);
        return real > at ? real : wholeEnd(source, at);
    }

    private static int realEnd(String source, int at) {
        int end = digits(source, at, 10);
        boolean real = false;
        if (source.startsWith(".", end) && isDigit(source, end + 1, 10)) {
            end = digits(source, end + 1, 10);
            real = true;
        }
        if (end < source.length() && (source.charAt(end) == 'e' || source.charAt(end) == 'E')) {
            int exponent = source.startsWith("+", end + 1) || source.startsWith("-", end + 1) ? end + 2 : end + 1;
            if (isDigit(source, exponent, 10)) {
                return digits(source, exponent, 10);
            }
        }
        return real ? end : at;
    }

    private static int wholeEnd(String source, int at) {
        int radix = radix(source, at);
        if (radix != 10) {
            int from = source.startsWith("_", at + 2) ? at + 3 : at + 2;
            if (isDigit(source, from, radix)) {
                return digits(source, from, radix);
            }
        }
        if (source.charAt(at) != '0') {
            return digits(source, at, 10);
        }
        int end = at + 1;
        while (source.startsWith("0", end) || source.startsWith("_0", end)) {
            end += source.charAt(end) == '_' ? 2 : 1;
        }
        return end;
    }

    private static int radix(String source, int at) {
        if (source.charAt(at) != '0' || at + 1 >= source.length()) {
            return 10;
        }
        return switch (source.charAt(at + 1)) {
            case 'b', 'B' -> 2;
            case 'o', 'O' -> 8;
            case 'x', 'X' -> 16;
            default -> 10;
        };
    }

    private static int digits(String source, int from, int radix) {
        int end = from;
        while (isDigit(source, end, radix)
                || (source.startsWith("_", end) && end > from && isDigit(source, end + 1, radix))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(String source, int at, int radix) {
        return at < source.length() && source.charAt(at) < 0x80 && Character.digit(source.charAt(at), radix) >= 0;
    }

    static boolean isReal(String number) {
        return number.indexOf('.') >= 0
                || (radix(number, 0) != 16 && (number.indexOf('e') >= 0 || number.indexOf('E') >= 0));
    }

    static BigInteger whole(Token number) {
        String digits = number.text().replace("_", "");
        int radix = radix(digits, 0);
        if (digits.length() > LONGEST) {
            throw new SyntaxFault("a number of more than " + LONGEST + " digits", number.start());
        }
        return new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
    }
}
