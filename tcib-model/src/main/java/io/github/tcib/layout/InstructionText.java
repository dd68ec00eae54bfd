package io.github.tcib.layout;

import java.util.regex.Pattern;

/** How line breaks divide the text of a Containerfile. */
final class InstructionText {

    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<-?[\"']?[A-Za-z_]\\w*");

    private InstructionText() {}

    /**
     * Whether a text stays one instruction: each line but the last ends in a backslash, or is followed by nothing but blank
     * lines and comments, or the first line opens a here-document.
     */
    static boolean isOneInstruction(String text) {
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return true;
        }
        String[] lines = text.split("\r\n|\n|\r", -1);
        if (HERE_DOCUMENT.matcher(lines[0]).find()) {
            return true;
        }
        boolean open = true;
        for (String line : lines) {
            String stripped = line.strip();
            boolean silent = stripped.isEmpty() || stripped.startsWith("#");
            if (!open && !silent) {
                return false;
            }
            if (!silent) {
                open = stripped.endsWith("\\");
            }
        }
        return true;
    }
}
