package io.github.tcib.messages;

import java.util.List;
import javax.lang.model.element.VariableElement;

/** A text as its source makes it: which words are fixed, and where values come in. */
sealed interface Text {

    /** Words that stand in the source. */
    record Fixed(String words) implements Text {}

    /** A value, called as the source calls it. */
    record Value(String name) implements Text {}

    /** What the callers of a method hand over, so that more words may stand with them. */
    record Passed(VariableElement parameter) implements Text {}

    record Joined(List<Text> parts) implements Text {}

    /** One of several, as a condition decides. */
    record Either(List<Text> options) implements Text {}

    static Text nothing() {
        return new Fixed("");
    }

    /** How many words are fixed in the option that has most. */
    default int wordCount() {
        if (this instanceof Fixed fixed) {
            return Words.of(fixed.words()).size();
        }
        if (this instanceof Joined joined) {
            return joined.parts().stream().mapToInt(Text::wordCount).sum();
        }
        if (this instanceof Either either) {
            return either.options().stream().mapToInt(Text::wordCount).max().orElse(0);
        }
        return 0;
    }
}
