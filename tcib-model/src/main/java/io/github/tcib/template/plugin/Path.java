package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Splitting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way from a value to something inside it, such as {@code address.city} or {@code 0.name}. */
final class Path {
    private final List<Py> keys;
    private final Engine engine;

    private Path(List<Py> keys, Engine engine) {
        this.keys = keys;
        this.engine = engine;
    }

    static Path of(Py attribute, Engine engine) {
        if (attribute == Py.None.NONE) {
            return new Path(List.of(), engine);
        }
        if (!(attribute instanceof Str str)) {
            return new Path(List.of(attribute), engine);
        }
        List<Py> keys = new ArrayList<>();
        for (Py part : Splitting.split(str.text(), Optional.of("."), -1, false).items()) {
            String key = ((Str) part).text();
            boolean number = !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
            keys.add(number ? new Py.Int(Numbers.ofDigits(key, 10)) : part);
        }
        return new Path(keys, engine);
    }

    /** Ways given between commas. */
    static List<Path> several(Py attribute, Engine engine) {
        List<Path> paths = new ArrayList<>();
        if (attribute instanceof Str str) {
            Splitting.split(str.text(), Optional.of(","), -1, false)
                    .items()
                    .forEach(each -> paths.add(of(each, engine)));
        } else {
            paths.add(of(attribute, engine));
        }
        return paths;
    }

    Py of(Py value) {
        return of(value, Optional.empty());
    }

    /** What the way leads to; the default takes the place of what is not there. */
    Py of(Py value, Optional<Py> otherwise) {
        Py result = value;
        for (Py key : keys) {
            result = engine.element(result, key);
            if (result instanceof Py.Undefined && otherwise.isPresent()) {
                result = otherwise.get();
            }
        }
        return result;
    }

    /** Texts in lower case, other values as they are. */
    static Py ignoringCase(Py value) {
        return value instanceof Str str ? Str.of(str.text().toLowerCase(Locale.ROOT)) : value;
    }
}
