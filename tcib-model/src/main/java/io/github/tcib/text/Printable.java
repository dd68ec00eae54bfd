package io.github.tcib.text;

/** Makes names that anyone could have chosen fit to print: no control characters, no change of direction, no endless line. */
public final class Printable {

    private static final int LONGEST = 120;
    private static final int LONGEST_SENTENCE = 600;
    private static final int LONGEST_MESSAGE = 4000;

    private Printable() {}

    /** On one line, characters that would not be seen written as {@code \}{@code u001b}, the middle of long text left out. */
    public static String of(String text) {
        return shortened(visible(text), LONGEST);
    }

    /** The same for a sentence with names in it, of which more is left. */
    public static String sentence(String text) {
        return shortened(visible(text), LONGEST_SENTENCE);
    }

    /** The same for the message of an exception, which may have lists of names in it. */
    public static String message(String text) {
        return shortened(
                visible(text.length() > 2 * LONGEST_MESSAGE ? shortened(text, 2 * LONGEST_MESSAGE) : text),
                LONGEST_MESSAGE);
    }

    /** As {@link #of}, but whole. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isVisible(c)) {
                visible.appendCodePoint(c);
            } else {
                visible.append(String.format("\\u%04x", c));
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int half = longest / 2 - 1;
        int end = text.length() - half;
        return text.substring(0, Character.isLowSurrogate(text.charAt(half)) ? half - 1 : half)
                + "…"
                + text.substring(Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end);
    }
}
