package io.github.tcib.template.syntax;

import java.util.List;

/** A parsed template. */
public record Template(List<Stmt> body) {

    /**
     * Parses a text.
     *
     * @param maxDepth how deep expressions and statements may be nested
     * @throws SyntaxFault if the text is no template
     */
    public static Template parse(String text, Vocabulary vocabulary, int maxDepth) {
        Source source = Source.of(text);
        try {
            Tokens tokens = new Tokens(new Lexer(source.text()).tokens(), source);
            return new Template(new StatementParser(tokens, vocabulary, maxDepth).template());
        } catch (SyntaxFault fault) {
            throw fault.movedTo(source.offset(fault.offset()));
        }
    }
}
