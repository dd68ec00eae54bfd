package io.github.tcib.template.eval;

import io.github.tcib.template.plugin.Plugins;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Literal;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Repr;
import java.util.Optional;

/** What a template, or a block of it, has printed so far. */
final class Output {
    private final Budget budget;
    private final StringBuilder text = new StringBuilder();
    private Optional<Str> only = Optional.empty();
    private int parts;

    Output(Budget budget) {
        this.budget = budget;
    }

    void data(String data) {
        append(Str.of(data));
    }

    /** Prints a value; None is nothing, and something undefined in the value is an error. */
    void value(Py value) {
        checkDefined(value);
        Py shown = Plugins.unrolled(value, budget);
        append(shown instanceof Str str ? str : Str.of(shown == Py.None.NONE ? "" : Repr.str(shown, budget)));
    }

    private void append(Str part) {
        budget.chargeChars(part.text().length());
        budget.checkLength((long) text.length() + part.text().length());
        text.append(part.text());
        only = ++parts == 1 ? Optional.of(part) : Optional.empty();
    }

    private static void checkDefined(Py value) {
        if (value instanceof Py.Undefined undefined) {
            if (!undefined.lenient()) {
                throw undefined.fault();
            }
        } else if (value instanceof Py.Dict dict) {
            dict.entries().values().forEach(Output::checkDefined);
        } else if (value instanceof Py.Seq seq) {
            seq.items().forEach(Output::checkDefined);
        }
    }

    /** The text printed, or the data it looks like: a list, a dictionary or a truth value. */
    Py result() {
        if (only.isPresent() && only.get().flavor() == Py.Flavor.NATIVE) {
            return only.get();
        }
        String result = text.toString();
        boolean data =
                result.startsWith("{") || result.startsWith("[") || result.equals("True") || result.equals("False");
        return data ? Literal.read(result, budget).orElseGet(() -> Str.of(result)) : Str.of(result);
    }
}
