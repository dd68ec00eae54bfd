package io.github.tcib.lock;

/**
 * Compares versions and releases as RPM does (rpm.org, "Version comparison"): runs of digits by value, runs of letters as text,
 * {@code ~} before everything and even before the end, {@code ^} after the end and before everything else.
 */
final class RpmVersion {

    private final String text;
    private int position;

    private RpmVersion(String text) {
        this.text = text;
    }

    static int compare(String one, String other) {
        return one.equals(other) ? 0 : new RpmVersion(one).compareWith(new RpmVersion(other));
    }

    private int compareWith(RpmVersion other) {
        while (true) {
            skipSeparators();
            other.skipSeparators();
            if (at('~') || other.at('~')) {
                if (at('~') != other.at('~')) {
                    return at('~') ? -1 : 1;
                }
                position++;
                other.position++;
            } else if (at('^') || other.at('^')) {
                if (at('^') != other.at('^')) {
                    boolean mine = at('^');
                    boolean otherEnded = mine ? other.isAtEnd() : isAtEnd();
                    return mine == otherEnded ? 1 : -1;
                }
                position++;
                other.position++;
            } else if (isAtEnd() || other.isAtEnd()) {
                return Boolean.compare(other.isAtEnd(), isAtEnd());
            } else {
                int bySegment = compareSegments(other);
                if (bySegment != 0) {
                    return bySegment;
                }
            }
        }
    }

    private int compareSegments(RpmVersion other) {
        boolean number = isDigit(text.charAt(position));
        if (number != isDigit(other.text.charAt(other.position))) {
            return number ? 1 : -1;
        }
        String mine = segment(number);
        String theirs = other.segment(number);
        if (!number) {
            return Integer.signum(mine.compareTo(theirs));
        }
        int byLength = Integer.compare(mine.length(), theirs.length());
        return byLength != 0 ? byLength : Integer.signum(mine.compareTo(theirs));
    }

    /** The run of digits, without leading zeros, or of letters that begins here. */
    private String segment(boolean number) {
        int start = position;
        while (!isAtEnd() && (number ? isDigit(text.charAt(position)) : isLetter(text.charAt(position)))) {
            position++;
        }
        String run = text.substring(start, position);
        return number ? run.replaceFirst("^0+", "") : run;
    }

    private void skipSeparators() {
        while (!isAtEnd()
                && !isDigit(text.charAt(position))
                && !isLetter(text.charAt(position))
                && !at('~')
                && !at('^')) {
            position++;
        }
    }

    private boolean at(char c) {
        return !isAtEnd() && text.charAt(position) == c;
    }

    private boolean isAtEnd() {
        return position >= text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
