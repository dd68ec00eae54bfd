package io.github.tcib.build.jib;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.containerfile.InstructionText;
import io.github.tcib.containerfile.MalformedInstructionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HEALTHCHECK as the config has it: {@code Test} and times in nanoseconds. */
final class Health {

    private static final int DECIMAL = 10;

    private Health() {}

    static ObjectNode of(InstructionText text) throws InstructionException, MalformedInstructionException {
        String[] parts = text.rest().split("\\s+", 2);
        String type = parts[0].toUpperCase(Locale.ROOT);
        String command = parts.length > 1 ? parts[1] : "";
        ObjectNode check = JsonNodeFactory.instance.objectNode();
        if (type.equals("NONE")) {
            if (!command.isEmpty()) {
                throw new InstructionException("HEALTHCHECK NONE takes no arguments");
            }
            check.putArray("Test").add("NONE");
            return check;
        }
        if (!type.equals("CMD")) {
            throw new InstructionException("HEALTHCHECK is followed by NONE or by CMD and a command");
        }
        check.set("Test", JsonLists.of(test(command)));
        for (String flag : text.flags()) {
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            String value = equals < 0 ? "" : flag.substring(equals + 1);
            switch (name) {
                case "--interval" -> putTime(check, "Interval", name, value);
                case "--timeout" -> putTime(check, "Timeout", name, value);
                case "--start-period" -> putTime(check, "StartPeriod", name, value);
                case "--retries" -> check.put("Retries", retries(value));
                default ->
                    throw new InstructionException("the flag " + name
                            + " is unknown; there are --interval, --timeout, --start-period and --retries");
            }
        }
        return check;
    }

    private static List<String> test(String command) throws InstructionException, MalformedInstructionException {
        Optional<List<String>> json = new InstructionText(List.of(), command).json();
        List<String> test = new ArrayList<>();
        test.add(json.isPresent() ? "CMD" : "CMD-SHELL");
        test.addAll(json.orElse(command.isEmpty() ? List.of() : List.of(command)));
        if (test.size() == 1) {
            throw new InstructionException("HEALTHCHECK CMD has no command");
        }
        return test;
    }

    private static void putTime(ObjectNode check, String field, String flag, String value) throws InstructionException {
        if (value.isEmpty()) {
            return;
        }
        long nanoseconds = GoDuration.nanoseconds(value)
                .filter(time -> time > 0)
                .orElseThrow(() -> new InstructionException(
                        flag + "=" + value + " is not a time above zero, such as 30s or 1m30s"));
        check.put(field, nanoseconds);
    }

    private static int retries(String value) throws InstructionException {
        try {
            int retries = Integer.parseInt(value, DECIMAL);
            if (retries >= 1) {
                return retries;
            }
        } catch (NumberFormatException e) {
            throw new InstructionException("--retries=" + value + " is not a number above zero");
        }
        throw new InstructionException("--retries=" + value + " is not a number above zero");
    }
}
