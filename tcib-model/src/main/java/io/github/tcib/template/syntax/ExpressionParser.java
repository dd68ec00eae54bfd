package io.github.tcib.template.syntax;

import io.github.tcib.template.python.Arithmetic.Operator;
import io.github.tcib.template.syntax.Expr.Comparand;
import io.github.tcib.template.syntax.Expr.Comparator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads expressions, from the weakest binding operator down. */
final class ExpressionParser {
    private final Tokens tokens;
    private final OperandParser operands;
    private final Depth depth;

    ExpressionParser(Tokens tokens, Vocabulary vocabulary, int maxDepth) {
        this.tokens = tokens;
        this.depth = new Depth(tokens, maxDepth);
        this.operands = new OperandParser(tokens, vocabulary, this, depth);
    }

    private int here() {
        return tokens.place(tokens.current());
    }

    Expr expression() {
        depth.down();
        int start = here();
        Expr result = or();
        while (tokens.skipName("if")) {
            Expr test = or();
            Optional<Expr> otherwise = tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
            result = new Expr.Conditional(test, result, otherwise, start);
        }
        depth.up();
        return result;
    }

    /** An expression that may not be a bare conditional. */
    Expr or() {
        Expr left = and();
        int links = 0;
        for (int place = here(); tokens.skipName("or"); place = here()) {
            depth.link(++links);
            left = new Expr.Or(left, and(), place);
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        int links = 0;
        for (int place = here(); tokens.skipName("and"); place = here()) {
            depth.link(++links);
            left = new Expr.And(left, not(), place);
        }
        return left;
    }

    private Expr not() {
        int place = here();
        if (tokens.skipName("not")) {
            depth.down();
            Expr result = new Expr.Not(not(), place);
            depth.up();
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
        int links = 0;
        while (tokens.current().isOperator("+") || tokens.current().isOperator("-")) {
            depth.link(++links);
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
        int links = 0;
        while (true) {
            depth.link(++links);
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
        Expr left = operands.operand();
        int links = 0;
        for (int place = here(); tokens.skipOperator("**"); place = here()) {
            depth.link(++links);
            left = new Expr.Binary(Operator.POWER, left, operands.operand(), place);
        }
        return left;
    }

    /** A filter, whose name comes next. */
    Expr filter(Optional<Expr> input) {
        return operands.filter(input);
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
        depth.down();
        int place = here();
        List<Expr> parts = new ArrayList<>();
        boolean tuple = false;
        while (!endsTuple(endName)) {
            parts.add(simple ? operands.primary() : conditional ? expression() : or());
            if (!tokens.skipOperator(",")) {
                break;
            }
            tuple = true;
        }
        depth.up();
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
}
