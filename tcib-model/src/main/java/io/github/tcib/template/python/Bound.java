package io.github.tcib.template.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Arguments by the names of the parameters they are for.
 *
 * @param values what was given
 * @param more positional arguments beyond the named parameters
 * @param rest named arguments beyond the named parameters
 */
public record Bound(Map<String, Py> values, List<Py> more, Map<String, Py> rest, Budget budget) {

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The argument, which the signature says has to be there. */
    public Py get(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    public Py get(String name, Py otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** The argument, unless it was left out or is None. */
    public Optional<Py> some(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> value != Py.None.NONE);
    }

    /** The text of {@code str(argument)}. */
    public String text(String name) {
        return Repr.str(get(name), budget);
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    /** An argument that has to be a text. */
    public String str(String name) {
        if (get(name) instanceof Py.Str str) {
            return str.text();
        }
        throw Truth.undefinedOr(
                get(name), "'" + name + "' has to be str, not " + get(name).typeName());
    }

    public String str(String name, String otherwise) {
        return has(name) ? str(name) : otherwise;
    }

    public boolean truth(String name, boolean otherwise) {
        return has(name) ? Truth.of(get(name)) : otherwise;
    }

    /** An argument that has to be a whole number, clipped to what an int can hold. */
    public int number(String name) {
        if (get(name) instanceof Py.Whole whole) {
            return clip(whole.integer());
        }
        throw Truth.undefinedOr(get(name), "'" + get(name).typeName() + "' object cannot be interpreted as an integer");
    }

    public int number(String name, int otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    public List<Py> items(String name) {
        return Sequences.items(get(name), budget);
    }

    /** The nearest int. */
    public static int clip(BigInteger value) {
        return value.max(BigInteger.valueOf(Integer.MIN_VALUE))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
    }
}
