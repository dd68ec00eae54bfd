package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Floats;
import io.github.tcib.template.python.Moment;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Dict;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Seq;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Repr;
import io.github.tcib.template.python.Splitting;
import io.github.tcib.template.python.Truth;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.serializer.Serializer;

/** Writes YAML as PyYAML does, whose emitter SnakeYAML's is a descendant of. */
final class YamlText {
    private final Optional<FlowStyle> style;
    private final boolean sortKeys;
    private final Budget budget;
    private final IdentityHashMap<Py, Node> nodes = new IdentityHashMap<>();
    private int depth;

    private YamlText(Optional<FlowStyle> style, boolean sortKeys, Budget budget) {
        this.style = style;
        this.sortKeys = sortKeys;
        this.budget = budget;
    }

    /**
     * The YAML for a value.
     *
     * @param block whether no collection is written in brackets; else those that hold only scalars are
     * @param options as yaml.dump takes them
     */
    static String write(Py value, boolean block, int indent, Map<String, Py> options, Budget budget) {
        DumperOptions settings = new DumperOptions();
        Optional<FlowStyle> style = block ? Optional.of(FlowStyle.BLOCK) : Optional.empty();
        boolean sortKeys = true;
        settings.setAllowUnicode(true);
        settings.setIndent(indent >= 2 && indent <= 9 ? indent : 2);
        settings.setSplitLines(true);
        for (Map.Entry<String, Py> option : options.entrySet()) {
            Py given = option.getValue();
            switch (option.getKey()) {
                case "sort_keys" -> sortKeys = Truth.of(given);
                case "default_flow_style" ->
                    style = given == Py.None.NONE
                            ? Optional.empty()
                            : Optional.of(Truth.of(given) ? FlowStyle.FLOW : FlowStyle.BLOCK);
                case "width" -> settings.setWidth(number(given, 80));
                case "indent" -> settings.setIndent(Math.max(2, Math.min(9, number(given, 2))));
                case "explicit_start" -> settings.setExplicitStart(Truth.of(given));
                case "explicit_end" -> settings.setExplicitEnd(Truth.of(given));
                default -> throw Fault.evaluation("the option '" + option.getKey() + "' of YAML is not supported");
            }
        }
        StringWriter out = new StringWriter();
        try {
            Serializer serializer = new Serializer(new Emitter(out, settings), new YamlTypes(), settings, null);
            serializer.open();
            serializer.serialize(new YamlText(style, sortKeys, budget).node(value));
            serializer.close();
        } catch (IOException | YAMLException e) {
            throw Fault.evaluation("cannot be written as YAML: " + e.getMessage());
        }
        return out.toString();
    }

    private static int number(Py value, int otherwise) {
        return value instanceof Py.Whole whole ? Bound.clip(whole.integer()) : otherwise;
    }

    private Node node(Py value) {
        Node known = nodes.get(value);
        if (known != null) {
            return known;
        }
        budget.charge(2);
        if (++depth > 200) {
            throw Fault.evaluation("data is nested too deep for YAML");
        }
        Node node;
        if (value instanceof Seq seq) {
            node = list(seq);
            remember(value, seq.items().isEmpty(), node);
        } else if (value instanceof Dict dict) {
            node = mapping(dict);
            remember(value, false, node);
        } else {
            node = scalar(value);
        }
        depth--;
        return node;
    }

    private void remember(Py value, boolean empty, Node node) {
        if (value instanceof Array || value instanceof Dict || !empty) {
            nodes.put(value, node);
        }
    }

    private FlowStyle style(boolean onlyScalars) {
        return style.orElse(onlyScalars ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private Node list(Seq seq) {
        List<Node> items = new ArrayList<>();
        boolean flat = true;
        for (Py item : seq.items()) {
            Node node = node(item);
            flat &= node instanceof ScalarNode;
            items.add(node);
        }
        return new SequenceNode(Tag.SEQ, items, style(flat));
    }

    private Node mapping(Dict dict) {
        List<Py> keys = new ArrayList<>(dict.entries().keySet());
        if (sortKeys) {
            try {
                keys = Comparison.sorted(keys, key -> key, false, budget);
            } catch (Fault unordered) {
                keys = new ArrayList<>(dict.entries().keySet());
            }
        }
        List<NodeTuple> tuples = new ArrayList<>();
        boolean flat = true;
        for (Py key : keys) {
            Node value = node(dict.entries().getOrDefault(key, Py.None.NONE));
            flat &= value instanceof ScalarNode;
            tuples.add(new NodeTuple(node(key), value));
        }
        return new MappingNode(Tag.MAP, tuples, style(flat));
    }

    private Node scalar(Py value) {
        if (value instanceof Str str) {
            boolean lines = Splitting.lines(str.text() + "x", false).size() > 1;
            return new ScalarNode(
                    Tag.STR, str.text(), null, null, lines ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN);
        } else if (value instanceof Bool bool) {
            return plain(Tag.BOOL, bool.value() ? "true" : "false");
        } else if (value instanceof Py.Whole) {
            return plain(Tag.INT, Repr.repr(value, budget));
        } else if (value instanceof Real real) {
            return plain(Tag.FLOAT, real(real.value()));
        } else if (value == Py.None.NONE) {
            return plain(Tag.NULL, "null");
        } else if (value instanceof Moment moment) {
            return plain(Tag.TIMESTAMP, moment.iso(" ").text());
        } else if (value instanceof Py.Undefined undefined) {
            throw undefined.fault();
        }
        throw Fault.evaluation("a " + value.typeName() + " cannot be written as YAML");
    }

    private static Node plain(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }

    private static String real(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
        }
        String text = Floats.repr(value);
        Optional<Integer> exponent = Optional.of(text.indexOf('e')).filter(at -> at >= 0 && text.indexOf('.') < 0);
        return exponent.map(at -> text.substring(0, at) + ".0" + text.substring(at))
                .orElse(text);
    }
}
