package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Tuple;
import io.github.tcib.template.python.Splitting;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lookup subelements: every item with each element of a list inside it, which the item itself is shown without. */
final class SubelementsLookup {
    private SubelementsLookup() {}

    static List<Py> of(List<Py> terms, Engine engine) {
        if (terms.size() < 2 || terms.size() > 3 || !(terms.get(1) instanceof Str path)) {
            throw Fault.evaluation("the lookup subelements needs a list or dict, a path and, if wanted, flags");
        }
        List<Py> items;
        if (terms.get(0) instanceof Dict dict) {
            items = List.copyOf(dict.entries().values());
        } else if (terms.get(0) instanceof Array array) {
            items = array.items();
        } else {
            throw Fault.evaluation("the lookup subelements needs a list or a dict");
        }
        boolean skipMissing = terms.size() == 3
                && terms.get(2) instanceof Dict flags
                && Truth.of(flags.get("skip_missing").orElse(Bool.FALSE));
        List<Py> keys =
                Splitting.split(path.text(), Optional.of("."), -1, false).items();
        List<Py> found = new ArrayList<>();
        for (Py item : items) {
            Dict dict = MapFilters.dict(item, "the lookup subelements");
            if (Truth.of(dict.get("skipped").orElse(Bool.FALSE))) {
                continue;
            }
            Optional<Array> elements = elements(dict, keys, skipMissing);
            if (elements.isPresent()) {
                Dict rest = without(dict, keys);
                engine.budget().charge(elements.get().items().size());
                elements.get().items().forEach(element -> found.add(Tuple.of(rest, element)));
            }
        }
        return found;
    }

    private static Optional<Array> elements(Dict dict, List<Py> keys, boolean skipMissing) {
        Py value = dict;
        for (Py key : keys) {
            Py member = value instanceof Dict inner ? inner.entries().get(key) : null;
            if (member == null) {
                if (skipMissing) {
                    return Optional.empty();
                }
                throw Fault.evaluation("an item has no key '" + ((Str) key).text() + "'");
            }
            value = member;
        }
        if (value instanceof Array array) {
            return Optional.of(array);
        }
        throw Fault.evaluation("the lookup subelements needs a list at the end of the path, not " + value.typeName());
    }

    private static Dict without(Dict dict, List<Py> keys) {
        Map<Py, Py> entries = new LinkedHashMap<>(dict.entries());
        Py key = keys.get(0);
        if (keys.size() == 1) {
            entries.remove(key);
        } else if (entries.get(key) instanceof Dict inner) {
            entries.put(key, without(inner, keys.subList(1, keys.size())));
        }
        return new Dict(entries);
    }
}
