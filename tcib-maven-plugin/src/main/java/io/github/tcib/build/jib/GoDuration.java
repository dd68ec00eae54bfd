package io.github.tcib.build.jib;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as Go's time.ParseDuration reads them: numbers with units, such as {@code 1m30s} or {@code 1.5h}. */
final class GoDuration {

    private static final Pattern PART = Pattern.compile("\\G(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

    private GoDuration() {}

    /** Nothing when the text is no such time, or one that does not fit. */
    static Optional<Long> nanoseconds(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find()) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosecondsOf(part.group(2)))));
            end = part.end();
        }
        boolean fits = sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return end == text.length() && end > 0 && fits ? Optional.of(sum.longValue()) : Optional.empty();
    }

    private static long nanosecondsOf(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000L;
        };
    }
}
