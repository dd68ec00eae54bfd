package io.github.tcib.template.plugin;

import static java.util.Map.entry;

import io.github.tcib.template.python.Attributes;
import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Dates;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Num;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Py.Undefined;
import io.github.tcib.template.python.Truth;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/** Choices, defaults, types and dates. */
final class MiscFilters implements Family {
    @Override
    public Map<String, String> signatures() {
        return Map.ofEntries(
                entry("default", "value default_value? boolean?"),
                entry("d", "value default_value? boolean?"),
                entry("mandatory", "a msg?"),
                entry("ternary", "value true_val false_val none_val?"),
                entry("bool", "a"),
                entry("attr", "obj name"),
                entry("type_debug", "o"),
                entry("to_datetime", "string format?"),
                entry("strftime", "string_format second? utc?"));
    }

    @Override
    public Py apply(String name, Bound args, Engine engine) {
        return switch (name) {
            case "default", "d" -> {
                Py value = args.get("value");
                boolean missing = value instanceof Undefined || (args.truth("boolean", false) && !Truth.of(value));
                yield missing ? args.get("default_value", Str.of("")) : value;
            }
            case "mandatory" -> mandatory(args);
            case "ternary" -> ternary(args);
            case "bool" -> bool(args.get("a"));
            case "attr" ->
                Attributes.of(args.get("obj"), args.str("name"))
                        .orElseGet(() -> new Undefined(
                                Fault.undefined("the " + args.get("obj").typeName() + " has no attribute '"
                                        + args.str("name") + "'"),
                                false));
            case "type_debug" -> Str.of(args.get("o").typeName());
            case "to_datetime" -> Dates.parse(args.str("string"), args.text("format", "%Y-%m-%d %H:%M:%S"));
            default -> strftime(args);
        };
    }

    private static Py mandatory(Bound args) {
        if (args.get("a") instanceof Undefined undefined) {
            Fault fault = undefined.fault();
            String message = args.some("msg").isPresent()
                    ? args.text("msg")
                    : "a mandatory variable is missing: " + fault.text();
            throw Fault.evaluation(message).withHint(fault.hint());
        }
        return args.get("a");
    }

    private static Py ternary(Bound args) {
        if (args.get("value") == Py.None.NONE && args.some("none_val").isPresent()) {
            return args.get("none_val");
        }
        return Truth.of(args.get("value")) ? args.get("true_val") : args.get("false_val");
    }

    private static Py bool(Py value) {
        if (value == Py.None.NONE || value instanceof Bool) {
            return value;
        }
        if (value instanceof Str str) {
            return Bool.of(
                    switch (str.text().toLowerCase(Locale.ROOT)) {
                        case "yes", "on", "1", "true" -> true;
                        default -> false;
                    });
        }
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        return Bool.of(value instanceof Num && value.equals(Py.Int.of(1)));
    }

    private static Py strftime(Bound args) {
        if (args.some("second").isEmpty()) {
            throw Fault.evaluation("strftime without a time depends on the clock, which is not supported");
        }
        Py second = args.get("second");
        double time = second instanceof Num num
                ? num.real()
                : Numbers.real(args.text("second"))
                        .orElseThrow(() -> Fault.evaluation("'" + args.text("second") + "' is no time in seconds"));
        ZoneId zone = args.truth("utc", false) ? ZoneOffset.UTC : ZoneId.systemDefault();
        try {
            LocalDateTime moment = LocalDateTime.ofInstant(Instant.ofEpochSecond((long) Math.floor(time)), zone);
            return Dates.format(args.str("string_format"), moment);
        } catch (DateTimeException e) {
            throw Fault.evaluation("the time is out of range");
        }
    }
}
