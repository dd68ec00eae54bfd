package io.github.tcib.template.python;

import io.github.tcib.model.NearName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression of Python's re, run by Java's and stopped when the time is over. */
public final class Regex {
    private final Pattern pattern;
    private final Map<String, Integer> groupNames;
    private final Budget budget;

    private Regex(Pattern pattern, Map<String, Integer> groupNames, Budget budget) {
        this.pattern = pattern;
        this.groupNames = groupNames;
        this.budget = budget;
    }

    public static Regex compile(String expression, boolean ignoreCase, boolean multiline, Budget budget) {
        RegexTranslation translation = new RegexTranslation(expression, multiline);
        int flags = Pattern.UNIX_LINES | (translation.isAscii() ? 0 : Pattern.UNICODE_CHARACTER_CLASS);
        flags |= ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        flags |= multiline ? Pattern.MULTILINE : 0;
        try {
            return new Regex(Pattern.compile(translation.translated(), flags), translation.groupNames(), budget);
        } catch (PatternSyntaxException e) {
            throw Fault.evaluation(
                    "the regular expression " + Repr.quoted(expression) + " is not valid: " + e.getDescription());
        }
    }

    private Matcher matcher(String text) {
        return pattern.matcher(new Watched(text, budget));
    }

    /** The first match anywhere. */
    public Optional<Match> search(String text) {
        Matcher matcher = matcher(text);
        return matcher.find() ? Optional.of(new Match(matcher)) : Optional.empty();
    }

    /** Whether a match begins at the start, and, if full, reaches the end. */
    public boolean matches(String text, boolean full) {
        Matcher matcher = matcher(text);
        return full ? matcher.matches() : matcher.lookingAt();
    }

    /** One match. */
    public final class Match {
        private final Matcher matcher;

        private Match(Matcher matcher) {
            this.matcher = matcher;
        }

        /** What the group of that name matched; None if it took no part. */
        public Py group(String name) {
            Integer number = groupNames.get(name);
            if (number == null) {
                throw Fault.evaluation("no such group: " + name)
                        .withHint(() -> NearName.hint(name, groupNames.keySet()));
            }
            return group(number);
        }

        /** What the group of that number matched, 0 being the whole; None if it took no part. */
        public Py group(int number) {
            if (number > matcher.groupCount()) {
                throw Fault.evaluation("no such group: " + number);
            }
            String text = matcher.group(number);
            return text == null ? Py.None.NONE : Py.Str.of(text);
        }
    }

    /** {@code re.findall}: texts, or what the groups matched if there are any. */
    public List<Py> findAll(String text) {
        List<Py> found = new ArrayList<>();
        Matcher matcher = matcher(text);
        while (matcher.find()) {
            budget.charge(1 + matcher.groupCount());
            List<Py> groups = new ArrayList<>();
            for (int i = Math.min(1, matcher.groupCount()); i <= matcher.groupCount(); i++) {
                String group = matcher.group(i);
                groups.add(Py.Str.of(group == null ? "" : group));
            }
            found.add(groups.size() == 1 ? groups.get(0) : Py.Tuple.of(groups));
        }
        return found;
    }

    /** {@code re.sub}; the replacement may refer to groups. */
    public String replace(String text, String replacement) {
        Matcher matcher = matcher(text);
        List<Piece> pieces = pieces(replacement, matcher.groupCount());
        StringBuilder out = new StringBuilder();
        int copied = 0;
        while (matcher.find()) {
            out.append(text, copied, matcher.start());
            for (Piece piece : pieces) {
                String group = piece.group < 0 ? piece.text : matcher.group(piece.group);
                out.append(group == null ? "" : group);
            }
            budget.chargeChars((long) out.length() / 64);
            copied = matcher.end();
        }
        budget.chargeChars((long) out.length() + text.length() - copied);
        return out.append(text, copied, text.length()).toString();
    }

    /** A part of a replacement: a text, or the number of a group. */
    private record Piece(String text, int group) {}

    private List<Piece> pieces(String replacement, int groups) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            if (++i == replacement.length()) {
                throw Fault.evaluation("bad escape (end of pattern) in the replacement");
            }
            c = replacement.charAt(i);
            int close = replacement.indexOf('>', i);
            int group = -1;
            if (c == 'g') {
                if (!replacement.startsWith("<", i + 1)) {
                    throw Fault.evaluation("missing < in the replacement");
                }
                if (close < 0) {
                    throw Fault.evaluation("missing > in the replacement");
                }
                group = groupNumber(replacement.substring(i + 2, close));
                i = close;
            } else if (c >= '1' && c <= '9' && !RegexTranslation.isOctal(replacement, i)) {
                boolean two = replacement.substring(i + 1).matches("(?s)[0-9].*");
                group = Integer.parseInt(replacement.substring(i, two ? i + 2 : i + 1));
                i += two ? 1 : 0;
            } else {
                i = escape(replacement, i, plain);
                continue;
            }
            if (group > groups) {
                throw Fault.evaluation("invalid group reference " + group + " in the replacement");
            }
            pieces.add(new Piece(plain.toString(), -1));
            plain.setLength(0);
            pieces.add(new Piece("", group));
        }
        pieces.add(new Piece(plain.toString(), -1));
        return pieces;
    }

    private static int escape(String replacement, int at, StringBuilder plain) {
        char c = replacement.charAt(at);
        int simple = "abfnrtv\\".indexOf(c);
        if (simple >= 0) {
            plain.append("\u0007\b\f\n\r\t\u000b\\".charAt(simple));
        } else if (c >= '0' && c <= '9') {
            int end = RegexTranslation.octalEnd(replacement, at);
            plain.append((char) RegexTranslation.octal(replacement.substring(at, end)));
            return end - 1;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            throw Fault.evaluation("bad escape \\" + c + " in the replacement");
        } else {
            plain.append('\\').append(c);
        }
        return at;
    }

    private int groupNumber(String name) {
        if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Bound.clip(Numbers.ofDigits(name, 10));
        }
        Integer number = groupNames.get(name);
        if (number == null) {
            throw Fault.evaluation("unknown group name '" + name + "' in the replacement")
                    .withHint(() -> NearName.hint(name, groupNames.keySet()));
        }
        return number;
    }

    /** {@code re.escape}. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if ("()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.appendCodePoint(c);
        });
        return out.toString();
    }

    /** A text that looks at the clock while it is searched, as some expressions take for ever. */
    private static final class Watched implements CharSequence {
        private static final int READS_BETWEEN_LOOKS = 1 << 14;

        private final String text;
        private final Budget budget;
        private int reads;

        Watched(String text, Budget budget) {
            this.text = text;
            this.budget = budget;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads % READS_BETWEEN_LOOKS == 0) {
                budget.checkTime();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
