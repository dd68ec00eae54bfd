package io.github.tcib.template.python;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Dates written and read by strftime's letters, in English and without time zones. */
public final class Dates {
    private Dates() {}

    /** {@code strftime}. */
    public static Py.Str format(String format, LocalDateTime time) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%' || at == format.length()) {
                out.append(c);
                continue;
            }
            boolean bare = format.charAt(at) == '-' && at + 1 < format.length();
            at += bare ? 1 : 0;
            String text = field(format.charAt(at++), time);
            out.append(bare ? text.replaceFirst("^[0 ]+(?=.)", "") : text);
        }
        return Py.Str.of(out.toString());
    }

    private static String field(char letter, LocalDateTime time) {
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (letter) {
            case 'Y' -> String.valueOf(time.getYear());
            case 'C' -> two(time.getYear() / 100);
            case 'y' -> two(time.getYear() % 100);
            case 'm' -> two(time.getMonthValue());
            case 'd' -> two(time.getDayOfMonth());
            case 'e' -> String.format("%2d", time.getDayOfMonth());
            case 'H' -> two(time.getHour());
            case 'I' -> two(hour);
            case 'M' -> two(time.getMinute());
            case 'S' -> two(time.getSecond());
            case 'f' -> String.format("%06d", time.getNano() / 1000);
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'j' -> String.format("%03d", time.getDayOfYear());
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7);
            case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
            case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'U' -> two((time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7);
            case 'W' -> two((time.getDayOfYear() + 6 - (time.getDayOfWeek().getValue() + 6) % 7) / 7);
            case 'F' -> format("%Y-%m-%d", time).text();
            case 'T', 'X' -> format("%H:%M:%S", time).text();
            case 'R' -> format("%H:%M", time).text();
            case 'D', 'x' -> format("%m/%d/%y", time).text();
            case 'c' -> format("%a %b %e %H:%M:%S %Y", time).text();
            case 'n' -> "\n";
            case 't' -> "\t";
            case 's' -> String.valueOf(time.toEpochSecond(ZoneOffset.UTC));
            case 'Z', 'z' -> "";
            case '%' -> "%";
            default -> "%" + letter;
        };
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    /** {@code datetime.strptime}. */
    public static Moment parse(String text, String format) {
        return new Reader(text, format).read();
    }

    private static final class Reader {
        private final String text;
        private final String format;
        private int at;
        private int year = 1900;
        private int month = 1;
        private int day = 1;
        private int hour;
        private int minute;
        private int second;
        private int micros;
        private int half;
        private boolean ofHalfADay;
        private int dayOfYear;

        Reader(String text, String format) {
            this.text = text;
            this.format = format;
        }

        Moment read() {
            for (int i = 0; i < format.length(); i++) {
                char c = format.charAt(i);
                if (c == '%') {
                    if (++i == format.length()) {
                        throw Fault.evaluation("stray % in format " + Repr.quoted(format));
                    }
                    field(format.charAt(i));
                } else if (!CodePoints.isSpace(c)) {
                    literal(c);
                } else if (i == 0 || !CodePoints.isSpace(format.charAt(i - 1))) {
                    spaces();
                }
            }
            if (at < text.length()) {
                throw Fault.evaluation("unconverted data remains: " + text.substring(at));
            }
            if (ofHalfADay) {
                hour += 12 * half;
            }
            try {
                LocalDate date = dayOfYear > 0
                        ? LocalDate.of(year, 1, 1).plusDays(dayOfYear - 1L)
                        : LocalDate.of(year, month, day);
                return new Moment(date.atTime(hour, minute, second, micros * 1000), false);
            } catch (DateTimeException e) {
                throw mismatch();
            }
        }

        private Fault mismatch() {
            return Fault.evaluation("time data " + Repr.quoted(text) + " does not match format " + Repr.quoted(format));
        }

        private void field(char letter) {
            switch (letter) {
                case 'Y' -> year = within(1, 9999, number(4, 4));
                case 'y' -> {
                    int number = number(2, 2);
                    year = number < 69 ? 2000 + number : 1900 + number;
                }
                case 'm' -> month = number(1, 2);
                case 'd' -> {
                    at += text.startsWith(" ", at) ? 1 : 0;
                    day = number(1, 2);
                }
                case 'H' -> {
                    hour = number(1, 2);
                    ofHalfADay = false;
                }
                case 'I' -> {
                    hour = within(1, 12, number(1, 2)) % 12;
                    ofHalfADay = true;
                }
                case 'M' -> minute = number(1, 2);
                case 'S' -> second = number(1, 2);
                case 'j' -> dayOfYear = within(1, 366, number(1, 3));
                case 'f' -> {
                    int start = at;
                    micros = number(1, 6);
                    for (int digits = at - start; digits < 6; digits++) {
                        micros *= 10;
                    }
                }
                case 'p' -> half = word("AM", "PM");
                case 'b' ->
                    month = 1
                            + word("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
                case 'B' ->
                    month = 1
                            + word(
                                    "january",
                                    "february",
                                    "march",
                                    "april",
                                    "may",
                                    "june",
                                    "july",
                                    "august",
                                    "september",
                                    "october",
                                    "november",
                                    "december");
                case 'a' -> word("mon", "tue", "wed", "thu", "fri", "sat", "sun");
                case 'A' -> word("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
                case '%' -> literal('%');
                default -> throw Fault.evaluation("'" + letter + "' is not supported in the format of a date");
            }
        }

        private int within(int least, int most, int number) {
            if (number < least || number > most) {
                throw mismatch();
            }
            return number;
        }

        private void literal(char c) {
            if (!text.regionMatches(true, at, String.valueOf(c), 0, 1)) {
                throw mismatch();
            }
            at++;
        }

        /** One at least, whatever the format has. */
        private void spaces() {
            int start = at;
            while (at < text.length() && CodePoints.isSpace(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw mismatch();
            }
        }

        private int word(String... words) {
            for (int i = 0; i < words.length; i++) {
                if (text.regionMatches(true, at, words[i], 0, words[i].length())) {
                    at += words[i].length();
                    return i;
                }
            }
            throw mismatch();
        }

        private int number(int least, int most) {
            int start = at;
            while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at - start < least) {
                throw mismatch();
            }
            return Integer.parseInt(text.substring(start, at));
        }
    }
}
