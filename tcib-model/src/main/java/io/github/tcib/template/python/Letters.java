package io.github.tcib.template.python;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Upper and lower case and the kinds of characters. */
public final class Letters {
    private Letters() {}

    /** The test of that name, such as {@code isalpha}. */
    static boolean is(String name, String text) {
        return switch (name) {
            case "isalnum" -> all(text, c -> Character.isLetter(c) || numeric(c));
            case "isalpha" -> all(text, Character::isLetter);
            case "isascii" -> text.chars().allMatch(c -> c < 0x80);
            case "isdecimal" -> all(text, Character::isDigit);
            case "isdigit" -> all(text, c -> Character.isDigit(c) || "²³¹".indexOf(c) >= 0);
            case "isnumeric" -> all(text, Letters::numeric);
            case "isidentifier" -> isIdentifier(text);
            case "isprintable" -> text.codePoints().allMatch(Repr::printable);
            case "isspace" -> all(text, CodePoints::isSpace);
            case "islower" -> cased(text, true);
            case "isupper" -> cased(text, false);
            default -> isTitle(text);
        };
    }

    private static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    private static boolean numeric(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /** Whether the text could be a name in Python. */
    public static boolean isIdentifier(String text) {
        if (text.isEmpty() || !(text.charAt(0) == '_' || Character.isUnicodeIdentifierStart(text.codePointAt(0)))) {
            return false;
        }
        return text.codePoints()
                .allMatch(
                        c -> c == '_' || (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c)));
    }

    /** Whether there are letters with case, and all of them are lower. */
    public static boolean isLower(String text) {
        return cased(text, true);
    }

    /** Whether there are letters with case, and all of them are upper. */
    public static boolean isUpper(String text) {
        return cased(text, false);
    }

    private static boolean cased(String text, boolean lower) {
        boolean any = false;
        for (int c : text.codePoints().toArray()) {
            if (lower ? upper(c) : Character.isLowerCase(c)) {
                return false;
            }
            any |= lower ? Character.isLowerCase(c) : upper(c);
        }
        return any;
    }

    private static boolean upper(int c) {
        return Character.isUpperCase(c) || Character.isTitleCase(c);
    }

    private static boolean isTitle(String text) {
        boolean any = false;
        boolean inside = false;
        for (int c : text.codePoints().toArray()) {
            if (upper(c) ? inside : Character.isLowerCase(c) && !inside) {
                return false;
            }
            inside = upper(c) || Character.isLowerCase(c);
            any |= inside;
        }
        return any;
    }

    /** The method of that name, such as {@code upper}. */
    static String change(String name, String text) {
        return switch (name) {
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "casefold" -> text.replace("ß", "ss").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            case "capitalize" -> capitalize(text);
            case "swapcase" -> swap(text);
            default -> title(text);
        };
    }

    /** First character upper, others lower. */
    public static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int split = text.offsetByCodePoints(0, 1);
        return titled(text.substring(0, split)) + text.substring(split).toLowerCase(Locale.ROOT);
    }

    private static String titled(String character) {
        int c = character.codePointAt(0);
        int title = Character.toTitleCase(c);
        return title == c && Character.isLowerCase(c) ? capitalizedExpansion(character) : Character.toString(title);
    }

    private static String capitalizedExpansion(String character) {
        String upper = character.toUpperCase(Locale.ROOT);
        int split = upper.offsetByCodePoints(0, 1);
        return upper.substring(0, split) + upper.substring(split).toLowerCase(Locale.ROOT);
    }

    private static String swap(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            out.append(Character.isLowerCase(c) ? one.toUpperCase(Locale.ROOT) : one.toLowerCase(Locale.ROOT));
        });
        return out.toString();
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (int c : text.codePoints().toArray()) {
            String one = Character.toString(c);
            out.append(inside ? one.toLowerCase(Locale.ROOT) : titled(one));
            inside = upper(c) || Character.isLowerCase(c);
        }
        return out.toString();
    }
}
