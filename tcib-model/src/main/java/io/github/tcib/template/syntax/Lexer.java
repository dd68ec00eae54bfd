package io.github.tcib.template.syntax;

import io.github.tcib.template.python.CodePoints;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Cuts a source into tokens; with trim_blocks and without lstrip_blocks, as Ansible sets it. */
final class Lexer {
    private static final Set<String> LONG_OPERATORS = Set.of("//", "**", "==", "!=", ">=", "<=");
    private static final String OPERATORS = "+-/*%~[](){}><=.:|,;";

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String source) {
        this.source = source;
    }

    /** All tokens but comments and white space, an END last. */
    List<Token> tokens() {
        while (at < source.length()) {
            int tag = nextTag();
            if (tag < 0) {
                data(at, source.length());
                at = source.length();
                break;
            }
            boolean strip = source.startsWith("-", tag + 2);
            data(at, strip ? beforeSpace(at, tag) : tag);
            at = tag + 2 + (strip || source.startsWith("+", tag + 2) ? 1 : 0);
            switch (source.charAt(tag + 1)) {
                case '#' -> comment(tag);
                case '%' -> block(tag);
                default -> {
                    add(Token.Type.VARIABLE_BEGIN, tag, at);
                    inside(tag, false);
                }
            }
        }
        add(Token.Type.END, at, at);
        return tokens;
    }

    private void add(Token.Type type, int start, int end) {
        tokens.add(new Token(type, source.substring(start, end), start, end));
    }

    private void data(int start, int end) {
        if (start < end) {
            add(Token.Type.DATA, start, end);
        }
    }

    private int nextTag() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            if ("%{#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private int beforeSpace(int start, int end) {
        int to = end;
        while (to > start && CodePoints.isSpace(source.charAt(to - 1))) {
            to--;
        }
        return to;
    }

    private int afterSpace(int from) {
        int to = from;
        while (to < source.length() && CodePoints.isSpace(source.charAt(to))) {
            to++;
        }
        return to;
    }

    private void comment(int tag) {
        int close = source.indexOf("#}", at);
        if (close < 0) {
            if (at >= source.length()) {
                return;
            }
            throw new SyntaxFault("the comment does not end", tag);
        }
        char sign = close > at ? source.charAt(close - 1) : ' ';
        at = sign == '-' ? afterSpace(close + 2) : afterLineEnd(close + 2, sign == '+');
    }

    private int afterLineEnd(int from, boolean keep) {
        return !keep && source.startsWith("\n", from) ? from + 1 : from;
    }

    private void block(int tag) {
        int word = afterSpace(at);
        if (source.startsWith("raw", word)) {
            int close = afterSpace(word + 3);
            boolean strip = source.startsWith("-%}", close);
            if (strip || source.startsWith("%}", close)) {
                raw(tag, strip ? afterSpace(close + 3) : close + 2);
                return;
            }
        }
        add(Token.Type.BLOCK_BEGIN, tag, at);
        inside(tag, true);
    }

    private void raw(int tag, int start) {
        for (int i = source.indexOf("{%", start); i >= 0; i = source.indexOf("{%", i + 1)) {
            boolean strip = source.startsWith("-", i + 2);
            int word = afterSpace(strip || source.startsWith("+", i + 2) ? i + 3 : i + 2);
            int close = blockEnd(source.startsWith("endraw", word) ? afterSpace(word + 6) : -1);
            if (close >= 0) {
                data(start, strip ? beforeSpace(start, i) : i);
                at = close;
                return;
            }
        }
        if (start < source.length()) {
            throw new SyntaxFault("the raw block does not end", tag);
        }
        at = start;
    }

    /** The offset after the end of a block that stands at that offset, or -1. */
    private int blockEnd(int from) {
        if (from < 0) {
            return -1;
        } else if (source.startsWith("%}", from)) {
            return afterLineEnd(from + 2, false);
        } else if (source.startsWith("+%}", from)) {
            return from + 3;
        }
        return source.startsWith("-%}", from) ? afterSpace(from + 3) : -1;
    }

    private int variableEnd(int from) {
        if (source.startsWith("}}", from)) {
            return from + 2;
        }
        return source.startsWith("-}}", from) ? afterSpace(from + 3) : -1;
    }

    private void inside(int tag, boolean block) {
        Deque<Character> open = new ArrayDeque<>();
        while (true) {
            at = afterSpace(at);
            int start = at;
            int close = open.isEmpty() ? (block ? blockEnd(at) : variableEnd(at)) : -1;
            if (close >= 0) {
                at = close;
                add(block ? Token.Type.BLOCK_END : Token.Type.VARIABLE_END, start, close);
                return;
            }
            if (at >= source.length()) {
                throw new SyntaxFault("unexpected end of template, expected '" + (block ? "%}" : "}}") + "'", tag);
            }
            char c = source.charAt(at);
            int number = Numerals.end(source, at);
            if (number > at) {
                boolean real = Numerals.isReal(source.substring(at, number));
                at = number;
                add(real ? Token.Type.FLOAT : Token.Type.INTEGER, start, at);
            } else if (c == '_' || Character.isUnicodeIdentifierPart(source.codePointAt(at))) {
                name(start);
            } else if (c == '\'' || c == '"') {
                at = stringEnd(c);
                add(Token.Type.STRING, start, at);
            } else {
                operator(open);
            }
        }
    }

    private void name(int start) {
        while (at < source.length()
                && (source.charAt(at) == '_' || Character.isUnicodeIdentifierPart(source.codePointAt(at)))) {
            at = source.offsetByCodePoints(at, 1);
        }
        add(Token.Type.NAME, start, at);
    }

    private int stringEnd(char quote) {
        for (int i = at + 1; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == quote) {
                return i + 1;
            }
        }
        throw new SyntaxFault("the text that begins with " + quote + " does not end", at);
    }

    private void operator(Deque<Character> open) {
        char c = source.charAt(at);
        boolean two = at + 1 < source.length() && LONG_OPERATORS.contains(source.substring(at, at + 2));
        if (!two && OPERATORS.indexOf(c) < 0) {
            throw new SyntaxFault("unexpected character '" + Character.toString(source.codePointAt(at)) + "'", at);
        }
        if ("{[(".indexOf(c) >= 0) {
            open.push(c == '{' ? '}' : c == '[' ? ']' : ')');
        } else if ("}])".indexOf(c) >= 0) {
            if (open.isEmpty()) {
                throw new SyntaxFault("unexpected '" + c + "'", at);
            }
            char expected = open.pop();
            if (expected != c) {
                throw new SyntaxFault("unexpected '" + c + "', expected '" + expected + "'", at);
            }
        }
        add(Token.Type.OPERATOR, at, at + (two ? 2 : 1));
        at += two ? 2 : 1;
    }
}
