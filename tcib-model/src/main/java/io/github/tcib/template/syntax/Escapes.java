package io.github.tcib.template.syntax;

/** Backslash sequences in the texts of a template. */
final class Escapes {
    private Escapes() {}

    /**
     * The characters a quoted text stands for.
     *
     * @param body what stands between the quotes
     * @param offset where the body begins, for errors
     */
    static String decode(String body, int offset) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        StringBuilder out = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c != '\\' || i + 1 == body.length()) {
                out.append(c);
                continue;
            }
            char next = body.charAt(++i);
            switch (next) {
                case '\n' -> {}
                case '\\', '\'', '"' -> out.append(next);
                case 'a' -> out.append('\u0007');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'v' -> out.append('\u000b');
                case 'x' -> i = hex(body, i, 2, out, offset);
                case 'u' -> i = hex(body, i, 4, out, offset);
                case 'U' -> i = hex(body, i, 8, out, offset);
                case 'N' -> i = named(body, i, out, offset);
                default -> i = other(body, i, out);
            }
        }
        return out.toString();
    }

    private static int hex(String body, int at, int length, StringBuilder out, int offset) {
        int end = at + 1;
        while (end < body.length() && end <= at + length && Character.digit(body.charAt(end), 16) >= 0) {
            end++;
        }
        if (end != at + 1 + length) {
            throw new SyntaxFault("truncated \\" + body.charAt(at) + " escape", offset + at - 1);
        }
        long code = Long.parseLong(body.substring(at + 1, end), 16);
        if (code > Character.MAX_CODE_POINT) {
            throw new SyntaxFault("illegal Unicode character", offset + at - 1);
        }
        out.appendCodePoint((int) code);
        return end - 1;
    }

    private static int named(String body, int at, StringBuilder out, int offset) {
        int close = body.indexOf('}', at);
        if (!body.startsWith("{", at + 1) || close < 0) {
            throw new SyntaxFault("malformed \\N character escape", offset + at - 1);
        }
        try {
            out.appendCodePoint(Character.codePointOf(body.substring(at + 2, close)));
        } catch (IllegalArgumentException e) {
            throw new SyntaxFault("unknown Unicode character name", offset + at - 1);
        }
        return close;
    }

    /** Octal digits; or, beyond ASCII, Python's numbers of the character; else the backslash stays. */
    private static int other(String body, int at, StringBuilder out) {
        int end = at;
        while (end < body.length() && end < at + 3 && Character.digit(body.charAt(end), 8) >= 0) {
            end++;
        }
        if (end > at) {
            out.appendCodePoint(Integer.parseInt(body.substring(at, end), 8));
            return end - 1;
        }
        int c = body.codePointAt(at);
        if (c < 0x80) {
            out.append('\\').append((char) c);
            return at;
        }
        out.append(c < 0x100 ? String.format("\\x%02x", c) : String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        return at + Character.charCount(c) - 1;
    }
}
