package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Arithmetic;
import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Floats;
import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.Num;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Py.Whole;
import io.github.tcib.template.python.Truth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** Numbers: reading, rounding, powers. */
final class NumberFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("abs", "x"),
                entry("int", "value default? base?"),
                entry("float", "value default?"),
                entry("round", "value precision? method?"),
                entry("log", "x base?"),
                entry("pow", "x y"),
                entry("root", "x base?"),
                entry("filesizeformat", "value binary?"),
                entry("human_readable", "size isbits? unit?"),
                entry("human_to_bytes", "size default_unit? isbits?"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        Budget budget = engine.budget();
        return switch (name) {
            case "abs" -> absolute(args.get("x"));
            case "int" -> whole(args);
            case "float" -> real(args.get("value")).orElse(args.get("default", new Real(0)));
            case "round" -> round(args, budget);
            case "log" -> logarithm(args);
            case "pow" -> new Real(Arithmetic.power(number(args.get("x")), number(args.get("y"))));
            case "root" -> root(args);
            case "filesizeformat" ->
                Sizes.fileSize(
                        real(args.get("value"))
                                .map(value -> ((Real) value).value())
                                .orElseThrow(() -> Fault.evaluation("could not convert to float")),
                        args.truth("binary", false));
            case "human_readable" ->
                Sizes.readable(
                        number(args.get("size")),
                        args.truth("isbits", false),
                        args.some("unit").map(unit -> args.str("unit")));
            default ->
                Sizes.bytes(
                        args.text("size"),
                        args.some("default_unit").map(unit -> args.str("default_unit")),
                        args.truth("isbits", false));
        };
    }

    private static double number(Py value) {
        if (value instanceof Num num) {
            return num.real();
        }
        throw Truth.undefinedOr(value, "must be real number, not " + value.typeName());
    }

    private static Py absolute(Py value) {
        if (value instanceof Whole whole) {
            return new Int(whole.integer().abs());
        }
        if (value instanceof Real real) {
            return new Real(Math.abs(real.value()));
        }
        throw Truth.undefinedOr(value, "bad operand type for abs(): '" + value.typeName() + "'");
    }

    private static Py whole(Bound args) {
        Py value = args.get("value");
        if (value instanceof Whole whole) {
            return new Int(whole.integer());
        }
        if (value instanceof Str str) {
            Optional<Py> whole = Numbers.whole(str.text(), args.number("base", 10));
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        Optional<Py> real = real(value);
        if (real.isPresent() && Double.isNaN(((Real) real.get()).value())) {
            return args.get("default", Int.of(0));
        }
        return real.<Py>map(number -> Numbers.truncated(((Real) number).value()))
                .orElse(args.get("default", Int.of(0)));
    }

    private static Optional<Py> real(Py value) {
        if (value instanceof Num num) {
            return Optional.of(new Real(num.real()));
        }
        if (value instanceof Str str) {
            return Numbers.real(str.text()).map(Real::new);
        }
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        return Optional.empty();
    }

    private static Py round(Bound args, Budget budget) {
        String method = args.text("method", "common");
        Py value = args.get("value");
        int precision = args.number("precision", 0);
        return switch (method) {
            case "common" -> rounded(value, precision);
            case "ceil", "floor" -> {
                Py factor = Arithmetic.apply(Arithmetic.Operator.POWER, Int.of(10), Int.of(precision), budget);
                Py scaled = Arithmetic.apply(Arithmetic.Operator.MULTIPLY, value, factor, budget);
                double size = number(scaled);
                Py limit = scaled instanceof Real
                        ? Numbers.truncated(method.equals("ceil") ? Math.ceil(size) : Math.floor(size))
                        : scaled;
                yield Arithmetic.apply(Arithmetic.Operator.DIVIDE, limit, factor, budget);
            }
            default -> throw Fault.evaluation("the method of rounding has to be common, ceil or floor");
        };
    }

    private static Py rounded(Py value, int precision) {
        if (value instanceof Whole whole) {
            return precision >= 0
                    ? new Int(whole.integer())
                    : new Int(new BigDecimal(whole.integer())
                            .setScale(Math.max(precision, -5000), RoundingMode.HALF_EVEN)
                            .toBigInteger());
        }
        return new Real(Floats.round(number(value), precision));
    }

    private static Py logarithm(Bound args) {
        double value = number(args.get("x"));
        if (value <= 0) {
            throw Fault.evaluation("math domain error");
        }
        if (!args.has("base")) {
            return new Real(Math.log(value));
        }
        double base = number(args.get("base"));
        if (base == 10) {
            return new Real(Math.log10(value));
        }
        if (base <= 0 || base == 1) {
            throw Fault.evaluation(base == 1 ? "float division by zero" : "math domain error");
        }
        return new Real(Math.log(value) / Math.log(base));
    }

    private static Py root(Bound args) {
        double value = number(args.get("x"));
        Py base = args.get("base", Int.of(2));
        if (base instanceof Num num && num.real() == 2) {
            if (value < 0) {
                throw Fault.evaluation("math domain error");
            }
            return new Real(Math.sqrt(value));
        }
        double degree = real(base)
                .map(number -> ((Real) number).value())
                .orElseThrow(() -> Fault.evaluation("root() can only be used on numbers"));
        if (degree == 0) {
            throw Fault.evaluation("float division by zero");
        }
        return new Real(Arithmetic.power(value, 1 / degree));
    }
}
