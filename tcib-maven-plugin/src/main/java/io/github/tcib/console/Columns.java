package io.github.tcib.console;

import io.github.tcib.model.ImageName;
import java.util.Collection;

/** Text in columns. */
final class Columns {

    private static final int WIDEST = 40;

    private Columns() {}

    /** The width that holds some names, unless one is very long. */
    static int widthOf(Collection<ImageName> images) {
        return Math.min(
                WIDEST,
                images.stream().mapToInt(image -> image.value().length()).max().orElse(0));
    }

    /** Text at the left of a column. */
    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Text at the right of a column. */
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
