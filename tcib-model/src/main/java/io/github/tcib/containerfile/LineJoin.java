package io.github.tcib.containerfile;

import java.util.List;

/** How the lines of an instruction that goes on after a backslash become one. */
enum LineJoin {
    /** As buildah does it: only the backslash and the line break go. */
    EXACT {
        @Override
        String join(List<String> lines) {
            return String.join("", lines);
        }
    },

    /** Indentation becomes a single blank where the shell does not care: outside quotes. */
    TIDY {
        @Override
        String join(List<String> lines) {
            StringBuilder whole = new StringBuilder();
            char quote = 0;
            for (String line : lines) {
                if (quote == 0 && !whole.isEmpty()) {
                    int end = endWithoutBlanks(whole);
                    boolean blankBetween = line.isEmpty() || isBlank(line.charAt(0)) || end < whole.length();
                    whole.setLength(end);
                    whole.append(blankBetween && !line.isBlank() ? " " : "").append(line.stripLeading());
                } else {
                    whole.append(line);
                }
                quote = quoteAfter(line, quote);
            }
            return whole.toString();
        }
    };

    abstract String join(List<String> lines);

    /** The quote that is open after a line, given the one open before it; 0 for none. */
    static char quoteAfter(String line, char before) {
        char quote = before;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return quote;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static int endWithoutBlanks(StringBuilder text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1)) && !(end > 1 && text.charAt(end - 2) == '\\')) {
            end--;
        }
        return end;
    }
}
