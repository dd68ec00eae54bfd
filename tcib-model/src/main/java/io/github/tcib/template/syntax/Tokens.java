package io.github.tcib.template.syntax;

import java.util.List;

/** Tokens read one after the other. */
final class Tokens {
    private final List<Token> tokens;
    private final Source source;
    private int at;

    Tokens(List<Token> tokens, Source source) {
        this.tokens = tokens;
        this.source = source;
    }

    Token current() {
        return tokens.get(at);
    }

    Token following() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = current();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean skipOperator(String operator) {
        boolean there = current().isOperator(operator);
        if (there) {
            next();
        }
        return there;
    }

    boolean skipName(String name) {
        boolean there = current().isName(name);
        if (there) {
            next();
        }
        return there;
    }

    Token expect(Token.Type type) {
        if (current().type() != type) {
            throw unexpected(type.description());
        }
        return next();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected(operator);
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw unexpected(name);
        }
    }

    SyntaxFault unexpected(String expected) {
        return current().type() == Token.Type.END
                ? fault("unexpected end of template, expected '" + expected + "'")
                : fault("expected '" + expected + "', got '" + current().describe() + "'");
    }

    /** A fault at the current token. */
    SyntaxFault fault(String message) {
        return new SyntaxFault(message, current().start());
    }

    /** Where the user wrote a token, for the tree. */
    int place(Token token) {
        return source.offset(token.start());
    }
}
