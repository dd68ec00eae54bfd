package io.github.tcib.template;

import io.github.tcib.model.Location;
import io.github.tcib.template.Value.Bool;
import io.github.tcib.template.Value.Entry;
import io.github.tcib.template.Value.Mapping;
import io.github.tcib.template.Value.Null;
import io.github.tcib.template.Value.Numeric;
import io.github.tcib.template.Value.Sequence;
import io.github.tcib.template.Value.Text;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Sequences;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Located values made Python's and back. */
final class Conversion {
    private Conversion() {}

    /**
     * A value as templates see it.
     *
     * @param texts what becomes of the texts in it
     */
    static Py toPython(Value value, Function<Text, Py> texts) {
        if (value instanceof Text text) {
            return texts.apply(text);
        } else if (value instanceof Numeric numeric) {
            return number(numeric.number());
        } else if (value instanceof Bool bool) {
            return Py.Bool.of(bool.value());
        } else if (value instanceof Sequence sequence) {
            List<Py> items = new ArrayList<>(sequence.items().size());
            sequence.items().forEach(item -> items.add(toPython(item, texts)));
            return new Py.Array(items);
        } else if (value instanceof Mapping mapping) {
            List<Map.Entry<Py, Py>> entries = new ArrayList<>(mapping.entries().size());
            mapping.entries()
                    .forEach(entry -> entries.add(Map.entry(
                            toPython(entry.key(), key -> Py.Str.of(key.text())), toPython(entry.value(), texts))));
            return Sequences.dict(entries);
        }
        return Py.None.NONE;
    }

    private static Py number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return new Py.Real(number.doubleValue());
        }
        return new Py.Int(
                number instanceof BigInteger big
                        ? big
                        : number instanceof BigDecimal decimal
                                ? decimal.toBigInteger()
                                : BigInteger.valueOf(number.longValue()));
    }

    /** A result of a template, all of it placed where the template is. */
    static Value toValue(Py value, Location location) {
        if (value instanceof Py.Str str) {
            return Text.of(str.text(), location);
        } else if (value instanceof Py.Bool bool) {
            return new Bool(bool.value(), location);
        } else if (value instanceof Py.Whole whole) {
            return new Numeric(whole.integer(), location);
        } else if (value instanceof Py.Real real) {
            return new Numeric(real.value(), location);
        } else if (value instanceof Py.Seq seq) {
            return sequence(seq.items(), location);
        } else if (value instanceof Py.Group group) {
            return sequence(group.items(), location);
        } else if (value instanceof Py.Dict dict) {
            List<Entry> entries = new ArrayList<>(dict.entries().size());
            dict.entries()
                    .forEach((key, item) -> entries.add(new Entry(toValue(key, location), toValue(item, location))));
            return new Mapping(entries, location);
        } else if (value == Py.None.NONE) {
            return new Null(location);
        }
        throw Fault.evaluation("a " + value.typeName() + " is no result of a template");
    }

    private static Sequence sequence(Collection<Py> items, Location location) {
        List<Value> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(toValue(item, location)));
        return new Sequence(values, location);
    }
}
