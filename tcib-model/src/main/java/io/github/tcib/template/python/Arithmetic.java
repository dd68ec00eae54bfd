package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.Num;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Py.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The operators of arithmetic. */
public final class Arithmetic {
    private static final int MOST_BITS = 1 << 17;
    private static final MathContext QUOTIENT_DIGITS = new MathContext(60);

    /** An operator between two values. */
    public enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        FLOOR_DIVIDE("//"),
        MODULO("%"),
        POWER("** or pow()");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    private Arithmetic() {}

    public static Py apply(Operator operator, Py left, Py right, Budget budget) {
        if (left instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (operator == Operator.MODULO && left instanceof Str format) {
            return PercentFormat.apply(format, right, budget);
        }
        if (right instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (left instanceof Num a && right instanceof Num b) {
            return a instanceof Whole x && b instanceof Whole y ? wholes(operator, x, y) : reals(operator, a, b);
        }
        if (operator == Operator.ADD) {
            return add(left, right, budget);
        }
        if (operator == Operator.MULTIPLY && (left instanceof Seq || left instanceof Str)) {
            return repeat(left, right, budget);
        }
        if (operator == Operator.MULTIPLY && (right instanceof Seq || right instanceof Str)) {
            return repeat(right, left, budget);
        }
        if (operator == Operator.SUBTRACT && left instanceof Moment a && right instanceof Moment b) {
            return a.minus(b);
        }
        throw unsupported(operator.sign, left, right);
    }

    private static Fault unsupported(String sign, Py left, Py right) {
        return Fault.evaluation("unsupported operand type(s) for " + sign + ": '" + left.typeName() + "' and '"
                + right.typeName() + "'");
    }

    private static Py add(Py left, Py right, Budget budget) {
        if (left instanceof Str a && right instanceof Str b) {
            boolean markup = a.flavor() == Py.Flavor.MARKUP || b.flavor() == Py.Flavor.MARKUP;
            String joined = markup ? Html.escaped(a) + Html.escaped(b) : a.text() + b.text();
            budget.chargeChars(joined.length());
            return markup ? Str.markup(joined) : Str.of(joined);
        }
        if (left instanceof Array a && right instanceof Array b) {
            return new Array(joined(a, b, budget));
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return Tuple.of(joined(a, b, budget));
        }
        if (left instanceof Str || left instanceof Array || left instanceof Tuple) {
            throw Fault.evaluation("can only concatenate " + left.typeName() + " (not \"" + right.typeName() + "\") to "
                    + left.typeName());
        }
        throw unsupported("+", left, right);
    }

    private static List<Py> joined(Seq left, Seq right, Budget budget) {
        budget.charge((long) left.items().size() + right.items().size());
        List<Py> items = new ArrayList<>(left.items());
        items.addAll(right.items());
        return items;
    }

    private static Py repeat(Py value, Py times, Budget budget) {
        if (!(times instanceof Whole whole)) {
            throw Fault.evaluation("can't multiply sequence by non-int of type '" + times.typeName() + "'");
        }
        int count = Math.max(0, Bound.clip(whole.integer()));
        if (value instanceof Str str) {
            budget.chargeChars((long) str.text().length() * count);
            return new Str(str.text().repeat(count), str.flavor() == Py.Flavor.MARKUP ? str.flavor() : Py.Flavor.PLAIN);
        }
        List<Py> items = ((Seq) value).items();
        budget.charge((long) items.size() * count);
        List<Py> repeated = new ArrayList<>();
        for (int i = 0; i < count && !items.isEmpty(); i++) {
            repeated.addAll(items);
        }
        return value instanceof Array ? new Array(repeated) : Tuple.of(repeated);
    }

    private static Py wholes(Operator operator, Whole left, Whole right) {
        BigInteger a = left.integer();
        BigInteger b = right.integer();
        if (operator != Operator.POWER && (long) a.bitLength() + b.bitLength() > MOST_BITS) {
            throw Fault.evaluation("a number would have more than " + MOST_BITS + " bits");
        }
        return switch (operator) {
            case ADD -> new Int(a.add(b));
            case SUBTRACT -> new Int(a.subtract(b));
            case MULTIPLY -> new Int(a.multiply(b));
            case DIVIDE -> quotient(a, b);
            case FLOOR_DIVIDE -> new Int(floorDivide(a, b));
            case MODULO -> new Int(a.subtract(floorDivide(a, b).multiply(b)));
            case POWER -> power(a, b);
        };
    }

    private static Py quotient(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw Fault.evaluation("division by zero");
        }
        double quotient =
                new BigDecimal(a).divide(new BigDecimal(b), QUOTIENT_DIGITS).doubleValue();
        if (Double.isInfinite(quotient)) {
            throw Fault.evaluation("integer division result too large for a float");
        }
        return new Real(a.signum() == 0 ? 0 : quotient);
    }

    private static BigInteger floorDivide(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw Fault.evaluation("integer division or modulo by zero");
        }
        BigInteger[] parts = a.divideAndRemainder(b);
        boolean down = parts[1].signum() != 0 && parts[1].signum() != b.signum();
        return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Py power(BigInteger a, BigInteger b) {
        if (b.signum() < 0) {
            if (a.signum() == 0) {
                throw Fault.evaluation("0.0 cannot be raised to a negative power");
            }
            return reals(Operator.POWER, new Int(a), new Int(b));
        }
        BigInteger bits = b.multiply(BigInteger.valueOf(a.bitLength()));
        if (a.abs().compareTo(BigInteger.ONE) <= 0) {
            return new Int(a.pow(b.testBit(0) || b.signum() == 0 ? b.signum() : 2));
        }
        if (bits.compareTo(BigInteger.valueOf(MOST_BITS)) > 0) {
            throw Fault.evaluation("a number would have more than " + MOST_BITS + " bits");
        }
        return new Int(a.pow(b.intValueExact()));
    }

    private static Py reals(Operator operator, Num left, Num right) {
        double a = left.real();
        double b = right.real();
        if (b == 0
                && (operator == Operator.DIVIDE || operator == Operator.FLOOR_DIVIDE || operator == Operator.MODULO)) {
            throw Fault.evaluation(operator == Operator.MODULO ? "float modulo" : "float division by zero");
        }
        return new Real(
                switch (operator) {
                    case ADD -> a + b;
                    case SUBTRACT -> a - b;
                    case MULTIPLY -> a * b;
                    case DIVIDE -> a / b;
                    case FLOOR_DIVIDE -> floorDivide(a, b);
                    case MODULO -> modulo(a, b);
                    case POWER -> power(a, b);
                });
    }

    private static double modulo(double a, double b) {
        double rest = a % b;
        if (rest == 0) {
            return Math.copySign(0, b);
        }
        return (rest < 0) == (b < 0) ? rest : rest + b;
    }

    private static double floorDivide(double a, double b) {
        double quotient = (a - modulo(a, b)) / b;
        double floor = Math.floor(quotient);
        if (quotient == 0) {
            return Math.copySign(0, a / b);
        }
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /** {@code a ** b}, with Python's errors. */
    public static double power(double a, double b) {
        if (a == 0 && b < 0) {
            throw Fault.evaluation("0.0 cannot be raised to a negative power");
        }
        if (a == 1 || b == 0) {
            return 1;
        }
        if (a < 0 && Double.isFinite(a) && Double.isFinite(b) && b != Math.rint(b)) {
            throw Fault.evaluation("a power would be a complex number, which is not supported");
        }
        double result = Math.pow(a, b);
        if (Double.isInfinite(result) && Double.isFinite(a) && Double.isFinite(b)) {
            throw Fault.evaluation("Numerical result out of range");
        }
        return result;
    }

    public static Py negate(Py value) {
        if (value instanceof Whole whole) {
            return new Int(whole.integer().negate());
        }
        if (value instanceof Real real) {
            return new Real(-real.value());
        }
        throw Truth.undefinedOr(value, "bad operand type for unary -: '" + value.typeName() + "'");
    }

    public static Py plus(Py value) {
        if (value instanceof Whole whole) {
            return new Int(whole.integer());
        }
        if (value instanceof Real real) {
            return real;
        }
        throw Truth.undefinedOr(value, "bad operand type for unary +: '" + value.typeName() + "'");
    }
}
