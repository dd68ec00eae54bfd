package io.github.tcib.rpm;

/**
 * Epoch, version and release of a package, in the order in which RPM takes one for newer than another (rpm-version(7)):
 * segments of digits by their number, of letters by their bytes, digits above letters, {@code ~} below everything and
 * {@code ^} above the end alone. What separates segments does not count.
 *
 * @param epoch 0 when the package has none
 * @param version what the packaged software calls itself
 * @param release which package of that version
 */
public record RpmVersion(long epoch, String version, String release) implements Comparable<RpmVersion> {

    @Override
    public int compareTo(RpmVersion other) {
        int order = Long.compare(epoch, other.epoch);
        if (order == 0) {
            order = compare(version, other.version);
        }
        return order == 0 ? compare(release, other.release) : order;
    }

    /** Epoch, if it is not 0, version and release: {@code 1:2.34-5.el9}. */
    @Override
    public String toString() {
        return (epoch == 0 ? "" : epoch + ":") + version + "-" + release;
    }

    /** Compares two versions, or two releases. */
    static int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() || j < other.length()) {
            i = skipSeparators(one, i);
            j = skipSeparators(other, j);
            if (at(one, i) == '~' || at(other, j) == '~') {
                if (at(one, i) != at(other, j)) {
                    return at(one, i) == '~' ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            if (at(one, i) == '^' || at(other, j) == '^') {
                if (at(one, i) != at(other, j)) {
                    return caret(one, i, other, j);
                }
                i++;
                j++;
                continue;
            }
            if (i == one.length() || j == other.length()) {
                break;
            }
            boolean digits = isDigit(one.charAt(i));
            int iEnd = segmentEnd(one, i, digits);
            int jEnd = segmentEnd(other, j, digits);
            if (jEnd == j) {
                return digits ? 1 : -1;
            }
            int order = compareSegments(one.substring(i, iEnd), other.substring(j, jEnd), digits);
            if (order != 0) {
                return order;
            }
            i = iEnd;
            j = jEnd;
        }
        return Boolean.compare(i < one.length(), j < other.length());
    }

    /** A caret is newer than the end, and older than anything else. */
    private static int caret(String one, int i, String other, int j) {
        if (i == one.length()) {
            return -1;
        }
        if (j == other.length()) {
            return 1;
        }
        return at(one, i) == '^' ? -1 : 1;
    }

    private static int compareSegments(String one, String other, boolean digits) {
        if (!digits) {
            return Integer.signum(one.compareTo(other));
        }
        String a = withoutZeros(one);
        String b = withoutZeros(other);
        return a.length() == b.length() ? Integer.signum(a.compareTo(b)) : Integer.compare(a.length(), b.length());
    }

    private static String withoutZeros(String digits) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    private static int skipSeparators(String text, int from) {
        int i = from;
        while (i < text.length()
                && !isDigit(text.charAt(i))
                && !isLetter(text.charAt(i))
                && "~^".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static int segmentEnd(String text, int from, boolean digits) {
        int i = from;
        while (i < text.length() && (digits ? isDigit(text.charAt(i)) : isLetter(text.charAt(i)))) {
            i++;
        }
        return i;
    }

    private static char at(String text, int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
