package io.github.tcib.template.syntax;

import io.github.tcib.template.python.Arithmetic.Operator;
import io.github.tcib.template.python.Letters;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Spelling;
import io.github.tcib.template.syntax.Expr.Comparand;
import io.github.tcib.template.syntax.Expr.Comparator;
import io.github.tcib.template.syntax.Expr.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads expressions, from the weakest binding operator down. */
final class ExpressionParser {
    private static final Set<Token.Type> BEGIN_AN_ARGUMENT =
            Set.of(Token.Type.NAME, Token.Type.STRING, Token.Type.INTEGER, Token.Type.FLOAT);

    private final Tokens tokens;
    private final Vocabulary vocabulary;
    private final int maxDepth;
    private int depth;

    ExpressionParser(Tokens tokens, Vocabulary vocabulary, int maxDepth) {
        this.tokens = tokens;
        this.vocabulary = vocabulary;
        this.maxDepth = maxDepth;
    }

    private void descend() {
        if (++depth > maxDepth) {
            throw tokens.fault("expressions are nested deeper than " + maxDepth + " levels");
        }
    }

    private int here() {
        return tokens.place(tokens.current());
    }

    Expr expression() {
        descend();
        int start = here();
        Expr result = or();
        while (tokens.skipName("if")) {
            Expr test = or();
            Optional<Expr> otherwise = tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
            result = new Expr.Conditional(test, result, otherwise, start);
        }
        depth--;
        return result;
    }

    /** An expression that may not be a bare conditional. */
    Expr or() {
        Expr left = and();
        for (int place = here(); tokens.skipName("or"); place = here()) {
            left = new Expr.Or(left, and(), place);
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        for (int place = here(); tokens.skipName("and"); place = here()) {
            left = new Expr.And(left, not(), place);
        }
        return left;
    }

    private Expr not() {
        int place = here();
        if (tokens.skipName("not")) {
            descend();
            Expr result = new Expr.Not(not(), place);
            depth--;
            return result;
        }
        return compare();
    }

    private Expr compare() {
        int place = here();
        Expr first = sum();
        List<Comparand> others = new ArrayList<>();
        Optional<Comparator> comparator = comparator();
        int at = place;
        while (comparator.isPresent()) {
            at = others.isEmpty() ? place : at;
            others.add(new Comparand(comparator.get(), sum()));
            comparator = comparator();
        }
        return others.isEmpty() ? first : new Expr.Compare(first, others, at);
    }

    private Optional<Comparator> comparator() {
        Token token = tokens.current();
        if (token.isName("not") && tokens.following().isName("in")) {
            tokens.next();
            tokens.next();
            return Optional.of(Comparator.NOT_IN);
        }
        Optional<Comparator> comparator = token.isName("in")
                ? Optional.of(Comparator.IN)
                : token.type() != Token.Type.OPERATOR
                        ? Optional.empty()
                        : switch (token.text()) {
                            case "==" -> Optional.of(Comparator.EQUAL);
                            case "!=" -> Optional.of(Comparator.NOT_EQUAL);
                            case "<" -> Optional.of(Comparator.LESS);
                            case "<=" -> Optional.of(Comparator.LESS_OR_EQUAL);
                            case ">" -> Optional.of(Comparator.GREATER);
                            case ">=" -> Optional.of(Comparator.GREATER_OR_EQUAL);
                            default -> Optional.empty();
                        };
        comparator.ifPresent(found -> tokens.next());
        return comparator;
    }

    private Expr sum() {
        Expr left = concat();
        while (tokens.current().isOperator("+") || tokens.current().isOperator("-")) {
            int place = here();
            Operator operator = tokens.next().text().equals("+") ? Operator.ADD : Operator.SUBTRACT;
            left = new Expr.Binary(operator, left, concat(), place);
        }
        return left;
    }

    private Expr concat() {
        int place = here();
        Expr first = product();
        if (!tokens.current().isOperator("~")) {
            return first;
        }
        List<Expr> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Expr.Concat(parts, place);
    }

    private Expr product() {
        Expr left = power();
        while (true) {
            Token token = tokens.current();
            Operator operator;
            if (token.isOperator("*")) {
                operator = Operator.MULTIPLY;
            } else if (token.isOperator("/")) {
                operator = Operator.DIVIDE;
            } else if (token.isOperator("//")) {
                operator = Operator.FLOOR_DIVIDE;
            } else if (token.isOperator("%")) {
                operator = Operator.MODULO;
            } else {
                return left;
            }
            tokens.next();
            left = new Expr.Binary(operator, left, power(), tokens.place(token));
        }
    }

    private Expr power() {
        Expr left = unary(true);
        for (int place = here(); tokens.skipOperator("**"); place = here()) {
            left = new Expr.Binary(Operator.POWER, left, unary(true), place);
        }
        return left;
    }

    private Expr unary(boolean withFilters) {
        int place = here();
        Expr value;
        if (tokens.skipOperator("-")) {
            descend();
            value = new Expr.Negative(unary(false), place);
            depth--;
        } else if (tokens.skipOperator("+")) {
            descend();
            value = new Expr.Positive(unary(false), place);
            depth--;
        } else {
            value = primary();
        }
        value = postfix(value);
        return withFilters ? filtersAndTests(value) : value;
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
            case INTEGER ->
                new Expr.Constant(new Py.Int(Numerals.whole(tokens.next().text())), place);
            case FLOAT ->
                new Expr.Constant(
                        new Py.Real(Double.parseDouble(tokens.next().text().replace("_", ""))), place);
            default -> bracketed(token, place);
        };
    }

    private Expr bracketed(Token token, int place) {
        if (tokens.skipOperator("(")) {
            Expr inner = tuple(true, true, false, "");
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

    /**
     * One expression, or several between commas, which are a tuple.
     *
     * @param conditional whether a bare conditional may be part of it
     * @param emptyAllowed whether there may be none at all
     * @param simple whether the parts are names and literals only
     * @param endName a name that ends the tuple after a comma
     */
    Expr tuple(boolean conditional, boolean emptyAllowed, boolean simple, String endName) {
        descend();
        int place = here();
        List<Expr> parts = new ArrayList<>();
        boolean tuple = false;
        while (!endsTuple(endName)) {
            parts.add(simple ? primary() : conditional ? expression() : or());
            if (!tokens.skipOperator(",")) {
                break;
            }
            tuple = true;
        }
        depth--;
        if (!tuple && !parts.isEmpty()) {
            return parts.get(0);
        }
        if (!tuple && !emptyAllowed) {
            throw tokens.fault(
                    "expected an expression, got '" + tokens.current().describe() + "'");
        }
        return new Expr.TupleOf(parts, place);
    }

    private boolean endsTuple(String endName) {
        Token token = tokens.current();
        return token.type() == Token.Type.VARIABLE_END
                || token.type() == Token.Type.BLOCK_END
                || token.isOperator(")")
                || (!endName.isEmpty() && token.isName(endName));
    }

    private Expr list(int place) {
        List<Expr> items = new ArrayList<>();
        while (!tokens.current().isOperator("]")) {
            items.add(expression());
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
            Expr key = expression();
            tokens.expectOperator(":");
            pairs.add(new Expr.Pair(key, expression()));
            if (!tokens.current().isOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        tokens.next();
        return new Expr.DictOf(pairs, place);
    }

    private Expr postfix(Expr value) {
        Expr result = value;
        while (true) {
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
            Py index = new Py.Int(Numerals.whole(token.text()));
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
            Expr key = tokens.current().isOperator(":") ? new Expr.Constant(Py.None.NONE, here()) : expression();
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
                : expression();
    }

    private Expr filtersAndTests(Expr value) {
        Expr result = value;
        while (true) {
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
                    "there is no " + what + " '" + name + "'", first.start(), Spelling.hint(name.toString(), known));
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
            descend();
            Expr argument = postfix(primary());
            depth--;
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
                spread = Optional.of(expression());
            } else if (tokens.skipOperator("**")) {
                check(spreadNamed.isEmpty(), token);
                spreadNamed = Optional.of(expression());
            } else if (token.type() == Token.Type.NAME && tokens.following().isOperator("=")) {
                tokens.next();
                tokens.next();
                check(spreadNamed.isEmpty(), token);
                check(named.stream().noneMatch(each -> each.name().equals(token.text())), token);
                named.add(new Expr.Named(token.text(), expression()));
            } else {
                check(spread.isEmpty() && spreadNamed.isEmpty() && named.isEmpty(), token);
                positional.add(expression());
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
