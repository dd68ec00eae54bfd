package io.github.tcib.template.python;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A date or a date with a time, without time zone, as to_datetime and from_yaml make it.
 *
 * @param time the moment; midnight for a date
 * @param dateOnly whether it is a date without a time
 */
public record Moment(LocalDateTime time, boolean dateOnly) implements Py.Thing, Comparable<Moment> {

    @Override
    public String typeName() {
        return dateOnly ? "date" : "datetime";
    }

    @Override
    public Optional<Py> attribute(String name) {
        return switch (name) {
            case "year" -> Optional.of(Py.Int.of(time.getYear()));
            case "month" -> Optional.of(Py.Int.of(time.getMonthValue()));
            case "day" -> Optional.of(Py.Int.of(time.getDayOfMonth()));
            case "hour" -> timeOnly(time.getHour());
            case "minute" -> timeOnly(time.getMinute());
            case "second" -> timeOnly(time.getSecond());
            case "microsecond" -> timeOnly(time.get(ChronoField.MICRO_OF_SECOND));
            case "strftime" -> method("format", bound -> Dates.format(bound.str("format"), time));
            case "isoformat" -> method("sep?", bound -> iso(bound.str("sep", "T")));
            case "date" -> method("", bound -> new Moment(time.toLocalDate().atStartOfDay(), true));
            case "weekday" -> method("", bound -> Py.Int.of(time.getDayOfWeek().getValue() - 1));
            case "isoweekday" ->
                method("", bound -> Py.Int.of(time.getDayOfWeek().getValue()));
            default -> Optional.empty();
        };
    }

    private Optional<Py> timeOnly(long value) {
        return dateOnly ? Optional.empty() : Optional.of(Py.Int.of(value));
    }

    private static Optional<Py> method(String signature, java.util.function.Function<Bound, Py> body) {
        Py.Function function =
                arguments -> body.apply(Signature.parse("datetime", signature).bind(arguments));
        return Optional.of(function);
    }

    /** The ISO 8601 text Python gives. */
    public Py.Str iso(String separator) {
        String date = DateTimeFormatter.ISO_LOCAL_DATE.format(time);
        if (dateOnly) {
            return Py.Str.of(date);
        }
        String pattern = time.get(ChronoField.NANO_OF_SECOND) == 0 ? "HH:mm:ss" : "HH:mm:ss.SSSSSS";
        return Py.Str.of(date + separator + DateTimeFormatter.ofPattern(pattern).format(time));
    }

    @Override
    public String str() {
        return iso(" ").text();
    }

    @Override
    public String repr() {
        String date = time.getYear() + ", " + time.getMonthValue() + ", " + time.getDayOfMonth();
        if (dateOnly) {
            return "datetime.date(" + date + ")";
        }
        int micros = time.get(ChronoField.MICRO_OF_SECOND);
        String seconds = time.getSecond() == 0 && micros == 0 ? "" : ", " + time.getSecond();
        return "datetime.datetime(" + date + ", " + time.getHour() + ", " + time.getMinute() + seconds
                + (micros == 0 ? "" : ", " + micros) + ")";
    }

    Py minus(Moment other) {
        return new Span(Duration.between(other.time, time));
    }

    static Moment of(LocalDate date) {
        return new Moment(date.atStartOfDay(), true);
    }

    @Override
    public int compareTo(Moment other) {
        return time.compareTo(other.time);
    }

    /**
     * The time between two moments.
     *
     * @param length negative if the second was earlier
     */
    public record Span(Duration length) implements Py.Thing {
        private static final long SECONDS_A_DAY = 86_400;

        @Override
        public String typeName() {
            return "timedelta";
        }

        private long days() {
            return Math.floorDiv(length.toSeconds(), SECONDS_A_DAY);
        }

        private long seconds() {
            return Math.floorMod(length.toSeconds(), SECONDS_A_DAY);
        }

        @Override
        public Optional<Py> attribute(String name) {
            return switch (name) {
                case "days" -> Optional.of(Py.Int.of(days()));
                case "seconds" -> Optional.of(Py.Int.of(seconds()));
                case "microseconds" -> Optional.of(Py.Int.of(length.toNanosPart() / 1000));
                case "total_seconds" ->
                    method("", bound -> new Py.Real(length.toSeconds() + length.toNanosPart() / 1e9));
                default -> Optional.empty();
            };
        }

        @Override
        public String repr() {
            List<String> parts = new ArrayList<>();
            if (days() != 0) {
                parts.add("days=" + days());
            }
            if (seconds() != 0) {
                parts.add("seconds=" + seconds());
            }
            if (length.toNanosPart() != 0) {
                parts.add("microseconds=" + length.toNanosPart() / 1000);
            }
            return "datetime.timedelta(" + (parts.isEmpty() ? "0" : String.join(", ", parts)) + ")";
        }

        @Override
        public String str() {
            String days = days() == 0 ? "" : days() + (Math.abs(days()) == 1 ? " day, " : " days, ");
            long seconds = seconds();
            String text = days + String.format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
            return length.toNanosPart() == 0 ? text : text + String.format(".%06d", length.toNanosPart() / 1000);
        }
    }
}
