package io.github.tcib.layout;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Numbers and truth values as YAML 1.1 spells them: octal, binary, hexadecimal, sexagesimal, underscores. */
final class YamlScalars {

    /** To read more digits takes ever longer; Python refuses them, too. */
    private static final int LONGEST = 4300;

    private YamlScalars() {}

    static Optional<Boolean> booleanOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> Optional.of(true);
            case "no", "false", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<BigInteger> integerOf(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        try {
            BigInteger number;
            if (digits.startsWith("0b")) {
                number = new BigInteger(digits.substring(2), 2);
            } else if (digits.startsWith("0x")) {
                number = new BigInteger(digits.substring(2), 16);
            } else if (digits.indexOf(':') >= 0) {
                number = sexagesimal(digits);
            } else if (digits.length() > 1 && digits.startsWith("0")) {
                number = new BigInteger(digits, 8);
            } else {
                number = new BigInteger(digits);
            }
            return Optional.of(negative ? number.negate() : number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Double> floatingOf(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        double sign = digits.startsWith("-") ? -1 : 1;
        if (digits.startsWith("-") || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        try {
            if (digits.equals(".inf")) {
                return Optional.of(sign * Double.POSITIVE_INFINITY);
            }
            if (digits.equals(".nan")) {
                return Optional.of(Double.NaN);
            }
            if (digits.indexOf(':') < 0) {
                return Optional.of(sign * Double.parseDouble(digits));
            }
            double number = 0;
            for (String part : digits.split(":", -1)) {
                number = number * 60 + Double.parseDouble(part);
            }
            return Optional.of(sign * number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static BigInteger sexagesimal(String digits) {
        BigInteger number = BigInteger.ZERO;
        for (String part : digits.split(":", -1)) {
            number = number.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
        }
        return number;
    }
}
