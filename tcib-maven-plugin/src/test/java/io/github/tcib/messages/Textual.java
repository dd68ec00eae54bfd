package io.github.tcib.messages;

import java.util.regex.Pattern;

/** Which types hold a text. */
final class Textual {

    private static final Pattern TYPES = Pattern.compile(
            "(java\\.(util\\.Optional|util\\.function\\.Supplier)<)*java\\.lang\\.(String|CharSequence|StringBuilder)>*");
    private static final Pattern ANNOTATION = Pattern.compile("@\\S+ ");

    private Textual() {}

    static boolean is(String type) {
        return TYPES.matcher(ANNOTATION.matcher(type).replaceAll("")).matches();
    }
}
