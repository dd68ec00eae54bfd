package io.github.tcib.size;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Byte counts as people write them: decimal units, as registries and disks have them, unless the binary unit is written. */
public final class Sizes {

    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([kKMGT]?)(i?)B?");
    private static final String UNITS = "kMGT";

    private Sizes() {}

    /**
     * The bytes of a text such as {@code 1.9 GB}, {@code 300MB}, {@code 16 MiB} or {@code 4096}.
     *
     * @throws IllegalArgumentException when the text is no size; the message is worded for the user
     */
    public static long parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()
                || (matcher.group(2).isEmpty() && !matcher.group(3).isEmpty())) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size; write a number and a unit, such as 1.9 GB, 300 MB or 16 MiB");
        }
        String unit = matcher.group(2);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit.equals("K") ? "k" : unit) + 1;
        BigDecimal factor =
                BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024).pow(power);
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(factor)
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large a size", e);
        }
    }

    /** Three digits at least and a decimal unit: {@code 1.90 GB}, {@code 211 MB}, {@code 512 B}. */
    public static String text(long bytes) {
        if (bytes < 0) {
            return "-" + text(-bytes);
        }
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.5 && unit < UNITS.length() - 1) {
            value /= 1000;
            unit++;
        }
        String digits = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, digits, value) + " " + UNITS.charAt(unit) + "B";
    }

    /** The same with a plus sign for what is more. */
    public static String change(long bytes) {
        return (bytes > 0 ? "+" : "") + text(bytes);
    }
}
