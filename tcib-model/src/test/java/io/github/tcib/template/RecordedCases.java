package io.github.tcib.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.model.Location;
import io.github.tcib.template.Value.Bool;
import io.github.tcib.template.Value.Entry;
import io.github.tcib.template.Value.Mapping;
import io.github.tcib.template.Value.Null;
import io.github.tcib.template.Value.Numeric;
import io.github.tcib.template.Value.Sequence;
import io.github.tcib.template.Value.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Templates with the answers ansible-core 2.14 gave, read from JSON. */
final class RecordedCases {
    private static final Location HERE = new Location("cases.json", 1, 1);

    private final Map<String, Value> variables = new LinkedHashMap<>();
    private final List<Case> cases = new ArrayList<>();

    private RecordedCases(JsonNode root) {
        root.path("variables").properties().forEach(each -> variables.put(each.getKey(), value(each.getValue())));
        root.path("cases").forEach(each -> cases.add(new Case(each)));
    }

    static RecordedCases read(InputStream json) throws IOException {
        return new RecordedCases(new ObjectMapper().readTree(json));
    }

    List<Case> cases() {
        return cases;
    }

    Templating templating() {
        return new Templating(scope(variables), Map.of("TCIB_TEST_ENV", "from-env"), Limits.defaults());
    }

    static Scope scope(Map<String, Value> variables) {
        return new Scope() {
            @Override
            public Optional<Value> lookup(String name) {
                return Optional.ofNullable(variables.get(name));
            }

            @Override
            public Set<String> names() {
                return variables.keySet();
            }
        };
    }

    /** One template and what is expected of it. */
    record Case(JsonNode json) {
        String template() {
            return json.path("template").asText();
        }

        /** The value in JSON, or the kind of error. */
        String expected() {
            return json.has("error")
                    ? "error " + json.path("error").asText()
                    : json.path("expect").toString();
        }

        /** What the engine makes of it, in the same form. */
        String answer(Templating templating) {
            try {
                return RecordedCases.json(templating.render(Text.of(template(), HERE)))
                        .toString();
            } catch (TemplateException e) {
                return "error " + e.kind().name().toLowerCase(Locale.ROOT);
            }
        }

        String message(Templating templating) {
            try {
                templating.render(Text.of(template(), HERE));
                return "";
            } catch (TemplateException e) {
                return e.problem().toString();
            }
        }
    }

    private static Value value(JsonNode node) {
        if (node.isTextual()) {
            return Text.of(node.asText(), HERE);
        } else if (node.isIntegralNumber()) {
            return new Numeric(node.bigIntegerValue(), HERE);
        } else if (node.isNumber()) {
            return new Numeric(node.doubleValue(), HERE);
        } else if (node.isBoolean()) {
            return new Bool(node.booleanValue(), HERE);
        } else if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return new Sequence(items, HERE);
        } else if (node.isObject()) {
            List<Entry> entries = new ArrayList<>();
            node.properties()
                    .forEach(each -> entries.add(new Entry(Text.of(each.getKey(), HERE), value(each.getValue()))));
            return new Mapping(entries, HERE);
        }
        return new Null(HERE);
    }

    static JsonNode json(Value value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value instanceof Text text) {
            return make.textNode(text.text());
        } else if (value instanceof Numeric numeric) {
            return numeric.number() instanceof Double real
                    ? make.numberNode(real)
                    : make.numberNode(new java.math.BigInteger(numeric.number().toString()));
        } else if (value instanceof Bool bool) {
            return make.booleanNode(bool.value());
        } else if (value instanceof Sequence sequence) {
            ArrayNode array = make.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        } else if (value instanceof Mapping mapping) {
            ObjectNode object = make.objectNode();
            mapping.entries().forEach(entry -> object.set(key(entry.key()), json(entry.value())));
            return object;
        }
        return make.nullNode();
    }

    private static String key(Value key) {
        return key instanceof Text text ? text.text() : json(key).toString();
    }
}
