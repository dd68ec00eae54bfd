package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Arithmetic;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.Str;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lookup sequence: {@code 5}, {@code 2-10/2}, {@code 4:host%02d} or {@code start=0 count=3 format=%d}. */
final class NumberSequence {
    private static final String NUMBER = "(0?x?[0-9a-f]+)";
    private static final Pattern SHORT = Pattern.compile(
            "(?:" + NUMBER + "-)?" + NUMBER + "(?:/" + NUMBER + ")?(?::(.+))?", Pattern.CASE_INSENSITIVE);

    private NumberSequence() {}

    static List<Py> of(List<Py> terms, Budget budget) {
        List<Py> found = new ArrayList<>();
        for (Py term : terms) {
            if (!(term instanceof Str str)) {
                throw Fault.evaluation("the lookup sequence needs a text, not " + term.typeName());
            }
            found.addAll(numbers(options(str.text()), budget));
        }
        return found;
    }

    private static Map<String, String> options(String term) {
        Map<String, String> options = new HashMap<>();
        Matcher matcher = SHORT.matcher(term);
        if (matcher.matches()) {
            String[] names = {"start", "end", "stride", "format"};
            for (int i = 0; i < names.length; i++) {
                if (matcher.group(i + 1) != null) {
                    options.put(names[i], matcher.group(i + 1));
                }
            }
            return options;
        }
        for (String word : term.strip().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0
                    || !List.of("start", "end", "count", "stride", "format").contains(name)) {
                throw Fault.evaluation("the lookup sequence does not understand '" + word + "'");
            }
            options.put(name, word.substring(equals + 1).replaceAll("^(['\"])(.*)\\1$", "$2"));
        }
        return options;
    }

    private static long number(Map<String, String> options, String name, long otherwise) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        return Numbers.whole(text, 0)
                .map(value -> (Py.Whole) value)
                .filter(value -> value.integer().bitLength() < 50)
                .map(value -> value.integer().longValue())
                .orElseThrow(() -> Fault.evaluation("can't parse " + name + "=" + text + " as integer"));
    }

    private static List<Py> numbers(Map<String, String> options, Budget budget) {
        long start = number(options, "start", 1);
        long stride = number(options, "stride", 1);
        boolean counted = options.containsKey("count");
        if (counted == options.containsKey("end")) {
            throw Fault.evaluation("the lookup sequence needs a count or an end");
        }
        long count = number(options, "count", 0);
        if ((counted && count == 0) || stride == 0) {
            return List.of();
        }
        long end = counted ? start + count * stride - 1 : number(options, "end", 0);
        if (stride > 0 ? end < start : end > start) {
            throw Fault.evaluation("the lookup sequence has a stride that leads away from its end");
        }
        String format = options.getOrDefault("format", "%d");
        if (format.chars().filter(c -> c == '%').count() != 1) {
            throw Fault.evaluation("bad formatting string: " + format);
        }
        List<Py> found = new ArrayList<>();
        for (long i = start; stride > 0 ? i <= end : i >= end; i += stride) {
            found.add(Arithmetic.apply(Arithmetic.Operator.MODULO, Str.of(format), Int.of(i), budget));
        }
        return found;
    }
}
