package io.github.tcib.template.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value while a template is evaluated; equal and hashed as in Python, so that {@code 1 == 1.0 == True}. */
public sealed interface Py {

    /** The name of the class in Python, as error messages and {@code type_debug} show it. */
    String typeName();

    /** Python's None. */
    enum None implements Py {
        NONE;

        @Override
        public String typeName() {
            return "NoneType";
        }
    }

    /** A number or a truth value, which Python counts among the numbers. */
    sealed interface Num extends Py {
        /** The value as floating point; too big a whole number is an OverflowError. */
        double real();

        /** Whether both stand for the same number. */
        static boolean same(Num one, Num other) {
            if (one instanceof Real || other instanceof Real) {
                double a = one instanceof Real r ? r.value() : 0;
                double b = other instanceof Real r ? r.value() : 0;
                if (!Double.isFinite(a) || !Double.isFinite(b) || (one instanceof Real && other instanceof Real)) {
                    return one instanceof Real && other instanceof Real && a == b;
                }
                return exact(one).compareTo(exact(other)) == 0;
            }
            return ((Whole) one).integer().equals(((Whole) other).integer());
        }

        /** The exact decimal value of a finite number. */
        static BigDecimal exact(Num number) {
            return number instanceof Real r ? new BigDecimal(r.value()) : new BigDecimal(((Whole) number).integer());
        }
    }

    /** A whole number, or a truth value taken for one. */
    sealed interface Whole extends Num {
        BigInteger integer();

        @Override
        default double real() {
            double value = integer().doubleValue();
            if (Double.isInfinite(value)) {
                throw Fault.evaluation("int too large to convert to float");
            }
            return value;
        }
    }

    /** A truth value. */
    record Bool(boolean value) implements Whole {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        @Override
        public BigInteger integer() {
            return value ? BigInteger.ONE : BigInteger.ZERO;
        }

        @Override
        public String typeName() {
            return "bool";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Num number && Num.same(this, number);
        }

        @Override
        public int hashCode() {
            return integer().hashCode();
        }
    }

    /** A whole number of any size. */
    record Int(BigInteger integer) implements Whole {
        public static Int of(long value) {
            return new Int(BigInteger.valueOf(value));
        }

        @Override
        public String typeName() {
            return "int";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Num number && Num.same(this, number);
        }

        @Override
        public int hashCode() {
            return integer.hashCode();
        }
    }

    /** A floating point number. */
    record Real(double value) implements Num {
        @Override
        public double real() {
            return value;
        }

        @Override
        public String typeName() {
            return "float";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Num number && Num.same(this, number);
        }

        @Override
        public int hashCode() {
            return Double.isFinite(value) && value == Math.rint(value)
                    ? new BigDecimal(value).toBigInteger().hashCode()
                    : Double.hashCode(value);
        }
    }

    /** What is special about a text beside its characters. */
    enum Flavor {
        PLAIN,
        /** HTML that is escaped already; joining it with other text escapes that. */
        MARKUP,
        /** The result of a filter whose text is never read as data again, such as to_json. */
        NATIVE
    }

    /** A text. */
    record Str(String text, Flavor flavor) implements Py {
        public static Str of(String text) {
            return new Str(text, Flavor.PLAIN);
        }

        public static Str markup(String text) {
            return new Str(text, Flavor.MARKUP);
        }

        @Override
        public String typeName() {
            return switch (flavor) {
                case PLAIN -> "str";
                case MARKUP -> "Markup";
                case NATIVE -> "NativeJinjaText";
            };
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Str str && str.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** A list or a tuple. */
    sealed interface Seq extends Py {
        List<Py> items();
    }

    /** A list; never changed once it is made. */
    record Array(List<Py> items) implements Seq {
        @Override
        public String typeName() {
            return "list";
        }
    }

    /**
     * A tuple.
     *
     * @param fields names of its items, for the groups that groupby makes; else empty
     */
    record Tuple(List<Py> items, List<String> fields) implements Seq {
        public static Tuple of(Py... items) {
            return new Tuple(List.of(items), List.of());
        }

        public static Tuple of(List<Py> items) {
            return new Tuple(items, List.of());
        }

        @Override
        public String typeName() {
            return fields.isEmpty() ? "tuple" : "_GroupTuple";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Tuple tuple && tuple.items.equals(items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }

    /** A dictionary in the order of its making; never changed once it is made. */
    record Dict(Map<Py, Py> entries) implements Py {
        @Override
        public String typeName() {
            return "dict";
        }

        public Optional<Py> get(String key) {
            return Optional.ofNullable(entries.get(Str.of(key)));
        }
    }

    /** A set. Its order, which Python leaves open, is that of its making. */
    record Group(Set<Py> items) implements Py {
        @Override
        public String typeName() {
            return "set";
        }
    }

    /** What keys(), values() and items() of a dictionary give. */
    record View(String typeName, List<Py> items) implements Py {}

    /** Numbers in even steps. */
    record Range(long start, long stop, long step) implements Py {
        @Override
        public String typeName() {
            return "range";
        }

        public long length() {
            if (step > 0 ? start >= stop : start <= stop) {
                return 0;
            }
            BigInteger span = BigInteger.valueOf(stop).subtract(BigInteger.valueOf(start));
            BigInteger steps =
                    span.subtract(BigInteger.valueOf(Long.signum(step))).divide(BigInteger.valueOf(step));
            return steps.add(BigInteger.ONE)
                    .min(BigInteger.valueOf(Long.MAX_VALUE))
                    .longValue();
        }

        public Py at(long index) {
            return new Int(
                    BigInteger.valueOf(step).multiply(BigInteger.valueOf(index)).add(BigInteger.valueOf(start)));
        }
    }

    /** Something that can be called. */
    non-sealed interface Function extends Py {
        Py call(Arguments arguments);

        @Override
        default String typeName() {
            return "builtin_function_or_method";
        }
    }

    /** An object of its own kind, such as the loop variable. */
    non-sealed interface Thing extends Py {
        /** The attribute of that name, if it has one. */
        Optional<Py> attribute(String name);

        /** What {@code repr()} gives. */
        String repr();

        /** What {@code str()} gives. */
        default String str() {
            return repr();
        }
    }

    /** Stands for something that does not exist; nearly every use of it is an error. */
    record Undefined(Fault fault, boolean lenient) implements Py {

        @Override
        public String typeName() {
            return lenient ? "Undefined" : "AnsibleUndefined";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (lenient) {
                return other instanceof Undefined undefined && undefined.lenient;
            }
            throw fault;
        }

        @Override
        public int hashCode() {
            if (lenient) {
                return 1;
            }
            throw fault;
        }
    }
}
