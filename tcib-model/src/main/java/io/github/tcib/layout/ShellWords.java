package io.github.tcib.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a text into words as a POSIX shell does without expanding anything (XCU 2.2, quoting). */
final class ShellWords {

    private ShellWords() {}

    /** The words; empty when a quote is not closed. */
    static Optional<List<String>> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escapes = c == '\\' && i + 1 < text.length();
            if (quote == '\'' ? c == '\'' : quote == '"' && c == '"') {
                quote = 0;
            } else if (quote == '\'') {
                word.append(c);
            } else if (quote == '"') {
                if (escapes && "\"\\$`".indexOf(text.charAt(i + 1)) >= 0) {
                    c = text.charAt(++i);
                }
                word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else {
                word.append(escapes ? text.charAt(++i) : c);
                inWord = true;
            }
        }
        if (quote != 0) {
            return Optional.empty();
        }
        if (inWord) {
            words.add(word.toString());
        }
        return Optional.of(words);
    }
}
