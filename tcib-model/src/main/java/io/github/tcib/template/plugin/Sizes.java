package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Floats;
import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Str;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes in words. */
final class Sizes {
    private static final String UNITS = "BKMGTPEZY";
    private static final Pattern SIZE = Pattern.compile("^\\s*([0-9]*\\.?[0-9]*)\\s*([A-Za-z]+)?");

    private Sizes() {}

    private static String fixed(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Floats.repr(value);
        }
        String size = new BigDecimal(Math.abs(value))
                .setScale(digits, RoundingMode.HALF_EVEN)
                .toPlainString();
        return value < 0 ? "-" + size : size;
    }

    static Py fileSize(double bytes, boolean binary) {
        int base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return Str.of("1 Byte");
        }
        if (bytes < base) {
            return Str.of(Numbers.truncated(bytes).integer() + " Bytes");
        }
        List<String> prefixes = List.of("k", "M", "G", "T", "P", "E", "Z", "Y");
        double unit = base;
        String prefix = "k";
        for (String each : prefixes) {
            unit *= base;
            prefix = each;
            if (bytes < unit) {
                break;
            }
        }
        String shown = binary ? prefix.toUpperCase(Locale.ROOT) + "iB" : prefix + "B";
        return Str.of(fixed(base * bytes / unit, 1) + " " + shown);
    }

    static Py readable(double size, boolean bits, Optional<String> unit) {
        String base = bits ? "bits" : "Bytes";
        int index = 0;
        for (int i = UNITS.length() - 1; i > 0 && index == 0; i--) {
            boolean wanted = unit.isPresent()
                    ? unit.get().equalsIgnoreCase(UNITS.substring(i, i + 1))
                    : size >= Math.pow(1024, i);
            index = wanted ? i : 0;
        }
        String suffix = index == 0 ? base : UNITS.charAt(index) + base.substring(0, 1);
        return Str.of(fixed(size / Math.pow(1024, index), 2) + " " + suffix);
    }

    static Py bytes(String text, Optional<String> defaultUnit, boolean bits) {
        Matcher matcher = SIZE.matcher(text);
        Optional<Double> number = matcher.find() ? Numbers.real(matcher.group(1)) : Optional.empty();
        if (number.isEmpty()) {
            throw Fault.evaluation("human_to_bytes() can't interpret '" + text + "'");
        }
        String unit = matcher.group(2) != null ? matcher.group(2) : defaultUnit.orElse("");
        if (unit.isEmpty()) {
            return rounded(number.get());
        }
        int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
        String letter = bits ? "b" : "B";
        String word = bits ? "bit" : "byte";
        boolean fits = unit.length() == 1
                || unit.toLowerCase(Locale.ROOT).contains(word)
                || unit.substring(1, 2).equals(letter);
        if (power < 0 || !fits) {
            throw Fault.evaluation("human_to_bytes() does not know the unit of '" + text + "'");
        }
        return rounded(number.get() * Math.pow(1024, power));
    }

    private static Py rounded(double value) {
        return Numbers.truncated(Floats.round(value, 0));
    }
}
