package io.github.tcib.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Times and sizes as people read them: three digits, decimal units. */
final class Quantity {

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");
    private static final int THOUSAND = 1000;
    private static final int MINUTES_FROM = 100;

    private Quantity() {}

    /** Such as {@code 42.1 s}, or {@code 2 min 03 s} from a hundred seconds on. */
    static String of(Duration duration) {
        if (duration.toSeconds() < MINUTES_FROM) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toMinutes() + String.format(Locale.ROOT, " min %02d s", duration.toSecondsPart());
    }

    /** Such as {@code 318 MB}. */
    static String ofBytes(long bytes) {
        if (bytes < THOUSAND) {
            return bytes + " B";
        }
        double value = bytes;
        String unit = "";
        for (int i = 0; i < UNITS.size() && value >= THOUSAND; i++) {
            value /= THOUSAND;
            unit = UNITS.get(i);
        }
        String digits = value >= 100 ? "%.0f " : value >= 10 ? "%.1f " : "%.2f ";
        return String.format(Locale.ROOT, digits, value) + unit;
    }
}
