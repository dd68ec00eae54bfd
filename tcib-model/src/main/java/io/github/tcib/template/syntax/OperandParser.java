package io.github.tcib.template.syntax;

import io.github.tcib.model.NearName;
import io.github.tcib.template.python.Letters;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.syntax.Expr.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what operators stand between: literals, names, and what is behind them up to filters and tests. */
final class OperandParser {
    private static final Set<Token.Type> BEGIN_AN_ARGUMENT =
            Set.of(Token.Type.NAME, Token.Type.STRING, Token.Type.INTEGER, Token.Type.FLOAT);

    private final Tokens tokens;
    private final Vocabulary vocabulary;
    private final ExpressionParser expressions;
    private final Depth depth;

    OperandParser(Tokens tokens, Vocabulary vocabulary, ExpressionParser expressions, Depth depth) {
        this.tokens = tokens;
        this.vocabulary = vocabulary;
        this.expressions = expressions;
        this.depth = depth;
    }

    private int here() {
        return tokens.place(tokens.current());
    }

    /** A value with its signs, attributes, calls, filters and tests. */
    Expr operand() {
        return filtersAndTests(unary());
    }

    private Expr unary() {
        int place = here();
        Expr value;
        if (tokens.skipOperator("-")) {
            depth.down();
            value = new Expr.Negative(unary(), place);
            depth.up();
        } else if (tokens.skipOperator("+")) {
            depth.down();
            value = new Expr.Positive(unary(), place);
            depth.up();
        } else {
            value = primary();
        }
        return postfix(value);
    }

    Expr primary() {
        Token token = tokens.current();
        int place = here();
        return switch (token.type()) {
            case NAME -> named(tokens.next(), place);
            case STRING -> {
                StringBuilder text = new StringBuilder();
                while (tokens.current().type() == Token.Type.STRING) {
                    Token part = tokens.next();
                    String body = part.text().substring(1, part.text().length() - 1);
                    text.append(Escapes.decode(body, part.start() + 1));
                }
                yield new Expr.Constant(Py.Str.of(text.toString()), place);
            }
            case INTEGER -> new Expr.Constant(new Py.Int(Numerals.whole(tokens.next())), place);
            case FLOAT ->
                new Expr.Constant(
                        new Py.Real(Double.parseDouble(tokens.next().text().replace("_", ""))), place);
            default -> bracketed(token, place);
        };
    }

    private Expr bracketed(Token token, int place) {
        if (tokens.skipOperator("(")) {
            Expr inner = expressions.tuple(true, true, false, "");
            tokens.expectOperator(")");
            return inner;
        } else if (tokens.skipOperator("[")) {
            return list(place);
        } else if (tokens.skipOperator("{")) {
            return dict(place);
        }
        throw tokens.fault("unexpected '" + token.describe() + "'");
    }

    private Expr named(Token token, int place) {
        return switch (token.text()) {
            case "true", "True" -> new Expr.Constant(Py.Bool.TRUE, place);
            case "false", "False" -> new Expr.Constant(Py.Bool.FALSE, place);
            case "none", "None" -> new Expr.Constant(Py.None.NONE, place);
            default -> {
                if (!Letters.isIdentifier(token.text())) {
                    throw new SyntaxFault("'" + token.text() + "' is no name", token.start());
                }
                yield new Expr.Name(token.text(), place);
            }
        };
    }

    private Expr list(int place) {
        List<Expr> items = new ArrayList<>();
        while (!tokens.current().isOperator("]")) {
            items.add(expressions.expression());
            if (!tokens.current().isOperator("]")) {
                tokens.expectOperator(",");
            }
        }
        tokens.next();
        return new Expr.ListOf(items, place);
    }

    private Expr dict(int place) {
        List<Expr.Pair> pairs = new ArrayList<>();
        while (!tokens.current().isOperator("}")) {
            Expr key = expressions.expression();
            tokens.expectOperator(":");
            pairs.add(new Expr.Pair(key, expressions.expression()));
            if (!tokens.current().isOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        tokens.next();
        return new Expr.DictOf(pairs, place);
    }

    private Expr postfix(Expr value) {
        Expr result = value;
        int links = 0;
        while (true) {
            depth.link(++links);
            int place = here();
            if (tokens.skipOperator(".")) {
                result = member(result);
            } else if (tokens.skipOperator("[")) {
                result = subscript(result, place);
            } else if (tokens.skipOperator("(")) {
                result = new Expr.Call(result, passed(), place);
            } else {
                return result;
            }
        }
    }

    private Expr member(Expr object) {
        Token token = tokens.next();
        if (token.type() == Token.Type.NAME) {
            return new Expr.Attribute(object, token.text(), tokens.place(token));
        }
        if (token.type() == Token.Type.INTEGER) {
            Py index = new Py.Int(Numerals.whole(token));
            return new Expr.Element(object, new Expr.Constant(index, tokens.place(token)), tokens.place(token));
        }
        throw new SyntaxFault("expected a name or a number after '.'", token.start());
    }

    private Expr subscript(Expr object, int place) {
        List<Expr> keys = new ArrayList<>();
        while (!tokens.current().isOperator("]")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
            }
            Expr key = tokens.current().isOperator(":")
                    ? new Expr.Constant(Py.None.NONE, here())
                    : expressions.expression();
            if (tokens.current().isOperator(":")) {
                tokens.next();
                Expr stop = sliceBound();
                Expr step = tokens.skipOperator(":") ? sliceBound() : new Expr.Constant(Py.None.NONE, here());
                if (!keys.isEmpty() || !tokens.skipOperator("]")) {
                    throw tokens.fault("a slice cannot be one of several keys");
                }
                return new Expr.Slice(object, key, stop, step, place);
            }
            keys.add(key);
        }
        tokens.next();
        return new Expr.Element(object, keys.size() == 1 ? keys.get(0) : new Expr.TupleOf(keys, place), place);
    }

    private Expr sliceBound() {
        Token token = tokens.current();
        return token.isOperator(":") || token.isOperator("]") || token.isOperator(",")
                ? new Expr.Constant(Py.None.NONE, here())
                : expressions.expression();
    }

    private Expr filtersAndTests(Expr value) {
        Expr result = value;
        int links = 0;
        while (true) {
            depth.link(++links);
            int place = here();
            if (tokens.skipOperator("|")) {
                result = filter(Optional.of(result));
            } else if (tokens.skipName("is")) {
                result = test(result, place);
            } else if (tokens.skipOperator("(")) {
                result = new Expr.Call(result, passed(), place);
            } else {
                return result;
            }
        }
    }

    /** A filter, whose name comes next. */
    Expr filter(Optional<Expr> input) {
        int place = here();
        String name = dotted("filter", vocabulary.filters());
        Passed passed = tokens.skipOperator("(") ? passed() : Passed.NOTHING;
        return new Expr.Filter(input, name, passed, place);
    }

    private String dotted(String what, Set<String> known) {
        Token first = tokens.expect(Token.Type.NAME);
        StringBuilder name = new StringBuilder(first.text());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expect(Token.Type.NAME).text());
        }
        if (!known.contains(name.toString())) {
            throw new SyntaxFault(
                    "there is no " + what + " '" + name + "'", first.start(), NearName.hint(name.toString(), known));
        }
        return name.toString();
    }

    private Expr test(Expr value, int place) {
        boolean negated = tokens.skipName("not");
        String name = dotted("test", vocabulary.tests());
        Passed passed = Passed.NOTHING;
        Token token = tokens.current();
        if (tokens.skipOperator("(")) {
            passed = passed();
        } else if ((BEGIN_AN_ARGUMENT.contains(token.type()) || token.isOperator("[") || token.isOperator("{"))
                && !(token.isName("else") || token.isName("or") || token.isName("and"))) {
            if (token.isName("is")) {
                throw tokens.fault("tests cannot be chained with 'is'");
            }
            depth.down();
            Expr argument = postfix(primary());
            depth.up();
            passed = new Passed(List.of(argument), List.of(), Optional.empty(), Optional.empty());
        }
        Expr test = new Expr.Test(value, name, passed, place);
        return negated ? new Expr.Not(test, place) : test;
    }

    /** Arguments up to the closing parenthesis; the opening one is read. */
    private Passed passed() {
        List<Expr> positional = new ArrayList<>();
        List<Expr.Named> named = new ArrayList<>();
        Optional<Expr> spread = Optional.empty();
        Optional<Expr> spreadNamed = Optional.empty();
        while (!tokens.current().isOperator(")")) {
            Token token = tokens.current();
            if (tokens.skipOperator("*")) {
                check(spread.isEmpty() && spreadNamed.isEmpty(), token);
                spread = Optional.of(expressions.expression());
            } else if (tokens.skipOperator("**")) {
                check(spreadNamed.isEmpty(), token);
                spreadNamed = Optional.of(expressions.expression());
            } else if (token.type() == Token.Type.NAME && tokens.following().isOperator("=")) {
                tokens.next();
                tokens.next();
                check(spreadNamed.isEmpty(), token);
                check(named.stream().noneMatch(each -> each.name().equals(token.text())), token);
                named.add(new Expr.Named(token.text(), expressions.expression()));
            } else {
                check(spread.isEmpty() && spreadNamed.isEmpty() && named.isEmpty(), token);
                positional.add(expressions.expression());
            }
            if (!tokens.current().isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        tokens.next();
        return new Passed(positional, named, spread, spreadNamed);
    }

    private static void check(boolean wellFormed, Token token) {
        if (!wellFormed) {
            throw new SyntaxFault("invalid order of the arguments of a call", token.start());
        }
    }
}
