package io.github.tcib.template.syntax;

import java.util.Arrays;
import java.util.List;

/**
 * The text the parser reads, which is not quite the one the user wrote: line ends are {@code \n}, one at the end is
 * dropped, and, as Ansible has it, backslashes in texts between <code>{{</code> and <code>}}</code> are doubled, so that
 * they stand for themselves.
 */
final class Source {
    private final String text;
    private final int[] offsets;
    private final int length;

    private Source(String text, int[] offsets) {
        this.text = text;
        this.offsets = offsets;
        this.length = text.length();
    }

    /** Reads what the user wrote. */
    static Source of(String written) {
        Source source = normalized(written);
        if (written.indexOf('\\') < 0 || !written.contains("{{")) {
            return source;
        }
        try {
            return source.escaped(new Lexer(source.text).tokens()).withoutLastLineEnd();
        } catch (SyntaxFault fault) {
            throw fault.movedTo(source.offset(fault.offset()));
        }
    }

    private static Source normalized(String written) {
        StringBuilder text = new StringBuilder(written.length());
        int[] offsets = new int[written.length() + 1];
        for (int i = 0; i < written.length(); i++) {
            offsets[text.length()] = i;
            char c = written.charAt(i);
            if (c == '\r') {
                text.append('\n');
                i += written.startsWith("\n", i + 1) ? 1 : 0;
            } else {
                text.append(c);
            }
        }
        offsets[text.length()] = written.length();
        return new Source(text.toString(), offsets).withoutLastLineEnd();
    }

    private Source withoutLastLineEnd() {
        return text.endsWith("\n") ? new Source(text.substring(0, length - 1), offsets) : this;
    }

    private Source escaped(List<Token> tokens) {
        StringBuilder out = new StringBuilder();
        int[] moved = new int[2 * length + 1];
        int copied = 0;
        boolean inside = false;
        for (Token token : tokens) {
            inside = token.type() == Token.Type.VARIABLE_BEGIN || (inside && token.type() != Token.Type.VARIABLE_END);
            if (!inside || token.type() != Token.Type.STRING) {
                continue;
            }
            for (; copied < token.end(); copied++) {
                moved[out.length()] = offsets[copied];
                out.append(text.charAt(copied));
                if (copied >= token.start() && text.charAt(copied) == '\\') {
                    moved[out.length()] = offsets[copied];
                    out.append('\\');
                }
            }
        }
        for (; copied < length; copied++) {
            moved[out.length()] = offsets[copied];
            out.append(text.charAt(copied));
        }
        moved[out.length()] = offsets[length];
        return new Source(out.toString(), Arrays.copyOf(moved, out.length() + 1));
    }

    String text() {
        return text;
    }

    /** Where the user wrote what stands at that offset of the text. */
    int offset(int offset) {
        return offsets[Math.min(offset, length)];
    }
}
