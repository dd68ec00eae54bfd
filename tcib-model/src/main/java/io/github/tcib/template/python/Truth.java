package io.github.tcib.template.python;

import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Group;
import io.github.tcib.template.python.Py.None;
import io.github.tcib.template.python.Py.Range;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Py.View;
import io.github.tcib.template.python.Py.Whole;

/** Which values count as true. */
public final class Truth {
    private Truth() {}

    public static boolean of(Py value) {
        if (value instanceof Bool bool) {
            return bool.value();
        } else if (value instanceof Str str) {
            return !str.text().isEmpty();
        } else if (value instanceof None) {
            return false;
        } else if (value instanceof Whole whole) {
            return whole.integer().signum() != 0;
        } else if (value instanceof Real real) {
            return real.value() != 0;
        } else if (value instanceof Array array) {
            return !array.items().isEmpty();
        } else if (value instanceof Tuple tuple) {
            return !tuple.items().isEmpty();
        } else if (value instanceof Dict dict) {
            return !dict.entries().isEmpty();
        } else if (value instanceof Group group) {
            return !group.items().isEmpty();
        } else if (value instanceof View view) {
            return !view.items().isEmpty();
        } else if (value instanceof Range range) {
            return range.length() > 0;
        } else if (value instanceof Undefined undefined) {
            if (undefined.lenient()) {
                return false;
            }
            throw undefined.fault();
        }
        return true;
    }

    /** Why a value cannot be used: because it is undefined if it is, else for that reason. */
    public static Fault undefinedOr(Py value, String message) {
        return value instanceof Undefined undefined ? undefined.fault() : Fault.evaluation(message);
    }
}
