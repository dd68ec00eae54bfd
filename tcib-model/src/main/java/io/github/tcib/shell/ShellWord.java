package io.github.tcib.shell;

import java.util.regex.Pattern;

/**
 * A word of a command as it is written, quotes and all.
 *
 * @param text the word's own text
 * @param start where it begins in the script, as an index of UTF-16 units
 */
public record ShellWord(String text, int start) {

    private static final Pattern SPECIAL = Pattern.compile("[\\s\"'\\\\$`;&|<>()#]");

    /** Where the word ends in the script, exclusive. */
    public int end() {
        return start + text.length();
    }

    /** Whether the shell takes the word as it stands, apart from file name patterns. */
    public boolean isPlain() {
        return !SPECIAL.matcher(text).find();
    }

    /** The word without the quotes around it; expansions are left as they are. */
    public String unquoted() {
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    boolean isOption() {
        return text.startsWith("-");
    }
}
