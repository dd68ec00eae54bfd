package io.github.tcib.template.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a function, written as {@code "pattern replacement count?"}: {@code ?} marks what may be left out, a
 * {@code /} stands behind parameters that cannot be given by name, a last {@code *} takes all further positional arguments and {@code **} all further named ones.
 */
public final class Signature {
    private final String function;
    private final List<String> names = new ArrayList<>();
    private int required;
    private int positionalOnly;
    private boolean open;
    private boolean openNamed;

    private Signature(String function) {
        this.function = function;
    }

    public static Signature parse(String function, String spec) {
        Signature signature = new Signature(function);
        for (String word : spec.split(" ", -1)) {
            if (word.equals("*")) {
                signature.open = true;
            } else if (word.equals("**")) {
                signature.openNamed = true;
            } else if (word.equals("/")) {
                signature.positionalOnly = signature.names.size();
            } else if (word.endsWith("?")) {
                signature.names.add(word.substring(0, word.length() - 1));
            } else if (!word.isEmpty()) {
                signature.names.add(word);
                signature.required = signature.names.size();
            }
        }
        return signature;
    }

    /** Matches arguments with parameters as Python does; what does not fit is a TypeError. */
    public Bound bind(Arguments arguments) {
        List<Py> positional = arguments.positional();
        Map<String, Py> values = new LinkedHashMap<>();
        if (positional.size() > names.size() && !open) {
            throw Fault.evaluation(
                    function + "() takes at most " + names.size() + " arguments, not " + positional.size());
        }
        for (int i = 0; i < Math.min(positional.size(), names.size()); i++) {
            values.put(names.get(i), positional.get(i));
        }
        Map<String, Py> rest = new LinkedHashMap<>();
        arguments.named().forEach((name, value) -> {
            if (names.indexOf(name) < positionalOnly) {
                if (!openNamed) {
                    throw Fault.evaluation(function + "() has no parameter '" + name + "'")
                            .withHint(Spelling.hint(name, names));
                }
                rest.put(name, value);
            } else if (values.putIfAbsent(name, value) != null) {
                throw Fault.evaluation(function + "() got two values for '" + name + "'");
            }
        });
        for (String name : names.subList(0, required)) {
            if (!values.containsKey(name)) {
                throw Fault.evaluation(function + "() needs an argument '" + name + "'");
            }
        }
        List<Py> more =
                positional.size() > names.size() ? positional.subList(names.size(), positional.size()) : List.of();
        return new Bound(values, more, rest, arguments.budget());
    }
}
