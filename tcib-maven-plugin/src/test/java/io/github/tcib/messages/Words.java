package io.github.tcib.messages;

import java.util.List;
import java.util.regex.Pattern;

/** The words of a text: what lies between spaces and has a letter or a digit, without the punctuation about it. */
final class Words {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern ABOUT = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

    private Words() {}

    static List<String> of(String text) {
        return SPACE.splitAsStream(text)
                .map(word -> ABOUT.matcher(word).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
