package io.github.tcib.template.syntax;

import io.github.tcib.model.NearName;
import io.github.tcib.template.syntax.Stmt.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads data, print statements and blocks. */
final class StatementParser {
    private static final Set<String> NOT_SUPPORTED =
            Set.of("block", "call", "extends", "from", "import", "include", "macro");
    private static final List<String> TAGS =
            List.of("autoescape", "elif", "else", "filter", "for", "if", "print", "raw", "set", "with");

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final int maxDepth;
    private int depth;

    StatementParser(Tokens tokens, Vocabulary vocabulary, int maxDepth) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens, vocabulary, maxDepth);
        this.maxDepth = maxDepth;
    }

    List<Stmt> template() {
        return until("", tokens.current());
    }

    /** Statements up to a block that begins with one of the words, of which the word is not read. */
    private List<Stmt> until(String ends, Token opening) {
        if (++depth > maxDepth) {
            throw tokens.fault("blocks are nested deeper than " + maxDepth + " levels");
        }
        List<String> words = Arrays.asList(ends.split(" ", -1));
        List<Stmt> body = new ArrayList<>();
        while (true) {
            Token token = tokens.next();
            switch (token.type()) {
                case DATA -> body.add(new Stmt.Data(token.text()));
                case VARIABLE_BEGIN -> {
                    body.add(new Stmt.Print(expressions.tuple(true, false, false, "")));
                    tokens.expect(Token.Type.VARIABLE_END);
                }
                case BLOCK_BEGIN -> {
                    Token word = tokens.current();
                    if (word.type() == Token.Type.NAME && words.contains(word.text())) {
                        depth--;
                        return body;
                    }
                    statement(body);
                    tokens.expect(Token.Type.BLOCK_END);
                }
                default -> {
                    if (!ends.isEmpty()) {
                        throw new SyntaxFault(
                                "the block '" + opening.text() + "' does not end; '" + words.get(words.size() - 1)
                                        + "' is missing",
                                opening.start());
                    }
                    depth--;
                    return body;
                }
            }
        }
    }

    /** The body of a block, whose own tag is not closed yet. */
    private List<Stmt> body(String ends, Token opening) {
        tokens.skipOperator(":");
        tokens.expect(Token.Type.BLOCK_END);
        return until(ends, opening);
    }

    private void statement(List<Stmt> body) {
        Token word = tokens.expect(Token.Type.NAME);
        switch (word.text()) {
            case "for" -> body.add(forLoop(word));
            case "if" -> body.add(condition(word));
            case "set" -> body.add(assignment(word));
            case "with" -> body.add(with(word));
            case "filter" -> {
                Expr filter = filters();
                body.add(new Stmt.FilterBlock(filter, body("endfilter", word)));
                tokens.next();
            }
            case "autoescape" -> {
                Expr on = expressions.expression();
                body.add(new Stmt.Autoescape(on, body("endautoescape", word), tokens.place(word)));
                tokens.next();
            }
            case "print" -> print(body);
            default -> throw unknown(word);
        }
    }

    private static SyntaxFault unknown(Token word) {
        if (NOT_SUPPORTED.contains(word.text())) {
            return new SyntaxFault("'" + word.text() + "' is not supported", word.start());
        }
        return new SyntaxFault(
                "unknown or misplaced tag '" + word.text() + "'",
                word.start(),
                TAGS.contains(word.text()) ? Optional.empty() : NearName.hint(word.text(), TAGS));
    }

    private void print(List<Stmt> body) {
        while (tokens.current().type() != Token.Type.BLOCK_END) {
            body.add(new Stmt.Print(expressions.expression()));
            if (tokens.current().type() != Token.Type.BLOCK_END) {
                tokens.expectOperator(",");
            }
        }
    }

    private Expr filters() {
        Expr filter = expressions.filter(Optional.empty());
        while (tokens.skipOperator("|")) {
            filter = expressions.filter(Optional.of(filter));
        }
        return filter;
    }

    private Stmt forLoop(Token word) {
        Target target = target("in");
        tokens.expectName("in");
        Expr iterable = expressions.tuple(false, false, false, "recursive");
        Optional<Expr> test = tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        boolean recursive = tokens.skipName("recursive");
        refuseLoopTarget(target);
        List<Stmt> body = body("else endfor", word);
        List<Stmt> otherwise = tokens.next().isName("else") ? body("endfor", word) : List.of();
        if (tokens.current().isName("endfor")) {
            tokens.next();
        }
        return new Stmt.For(target, iterable, test, recursive, body, otherwise, tokens.place(word));
    }

    private static void refuseLoopTarget(Target target) {
        if (target instanceof Stmt.NameTarget name && name.name().equals("loop")) {
            throw new SyntaxFault("'loop' cannot be the variable of a loop", name.offset());
        }
        if (target instanceof Stmt.TupleTarget tuple) {
            tuple.targets().forEach(StatementParser::refuseLoopTarget);
        }
    }

    private Stmt condition(Token word) {
        List<Stmt.Branch> branches = new ArrayList<>();
        List<Stmt> otherwise = List.of();
        Token end;
        do {
            Expr test = expressions.tuple(false, false, false, "");
            branches.add(new Stmt.Branch(test, body("elif else endif", word)));
            end = tokens.next();
        } while (end.isName("elif"));
        if (end.isName("else")) {
            otherwise = body("endif", word);
            tokens.next();
        }
        return new Stmt.If(branches, otherwise);
    }

    private Stmt assignment(Token word) {
        Target target = attributeTarget().orElseGet(() -> target(""));
        if (tokens.skipOperator("=")) {
            return new Stmt.Assign(target, expressions.tuple(true, false, false, ""));
        }
        Optional<Expr> filter = tokens.skipOperator("|") ? Optional.of(filters()) : Optional.empty();
        List<Stmt> body = body("endset", word);
        tokens.next();
        return new Stmt.AssignBlock(target, filter, body, tokens.place(word));
    }

    private Optional<Target> attributeTarget() {
        if (!tokens.following().isOperator(".")) {
            return Optional.empty();
        }
        Token namespace = tokens.expect(Token.Type.NAME);
        tokens.expectOperator(".");
        Token attribute = tokens.expect(Token.Type.NAME);
        return Optional.of(new Stmt.AttributeTarget(namespace.text(), attribute.text(), tokens.place(namespace)));
    }

    private Stmt with(Token word) {
        List<Stmt.Binding> bindings = new ArrayList<>();
        while (tokens.current().type() != Token.Type.BLOCK_END) {
            if (!bindings.isEmpty()) {
                tokens.expectOperator(",");
            }
            Target target = target("");
            tokens.expectOperator("=");
            bindings.add(new Stmt.Binding(target, expressions.expression()));
        }
        List<Stmt> body = body("endwith", word);
        tokens.next();
        return new Stmt.With(bindings, body);
    }

    private Target target(String endName) {
        Token start = tokens.current();
        return asTarget(expressions.tuple(false, false, true, endName), start);
    }

    private static Target asTarget(Expr expression, Token start) {
        if (expression instanceof Expr.Name name) {
            return new Stmt.NameTarget(name.name(), name.offset());
        }
        if (expression instanceof Expr.TupleOf tuple) {
            List<Target> targets = new ArrayList<>();
            tuple.items().forEach(item -> targets.add(asTarget(item, start)));
            return new Stmt.TupleTarget(targets, tuple.offset());
        }
        throw new SyntaxFault("only names can be assigned to", start.start());
    }
}
