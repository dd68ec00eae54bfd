package io.github.tcib.containerfile;

/**
 * Strings as JSON. Characters outside ASCII stay as they are, unlike in the reference, whose output is ASCII: a Containerfile
 * is UTF-8, and buildah does not undo {@code \\u} escapes in LABEL and ENV.
 */
public final class JsonText {

    private JsonText() {}

    /** A JSON string with its quotes (RFC 8259 chapter 7). */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
