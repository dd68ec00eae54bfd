package io.github.tcib.layout;

import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import io.github.tcib.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns the nodes of one YAML document into values with their places. Aliases share one value, so that a small file cannot
 * grow in memory, and the size it would have when written out is bounded.
 */
final class NodeValues {

    private static final long MOST_VALUES = 100_000;

    private final YamlSource source;
    private final Consumer<Problem> problems;
    private final IdentityHashMap<Node, Value> done = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean sound = true;

    NodeValues(YamlSource source, Consumer<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The value of a document; empty when there was a problem in it. */
    Optional<Value> valueOf(Node root) {
        Value value = convert(root);
        if (sound && sizeOf(root) > MOST_VALUES) {
            refuse(
                    root,
                    "the YAML is refused: with its aliases written out it holds more than " + MOST_VALUES + " values");
        }
        return sound ? Optional.of(value) : Optional.empty();
    }

    private Value convert(Node node) {
        Value known = done.get(node);
        if (known != null) {
            return known;
        }
        if (!open.add(node)) {
            refuse(node, "the YAML is refused: a value contains itself through an alias");
            return new Value.Null(locationOf(node));
        }
        Value value = node instanceof ScalarNode scalar
                ? scalarOf(scalar)
                : node instanceof SequenceNode list
                        ? sequenceOf(list)
                        : node instanceof MappingNode map ? mappingOf(map) : unsupported(node);
        open.remove(node);
        done.put(node, value);
        return value;
    }

    private Value scalarOf(ScalarNode node) {
        Location location = locationOf(node);
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.STR)) {
            return new Value.Text(text, originOf(node));
        }
        if (tag.equals(Tag.NULL)) {
            return new Value.Null(location);
        }
        if (tag.equals(Tag.BOOL)) {
            return YamlScalars.booleanOf(text)
                    .<Value>map(truth -> new Value.Bool(truth, location))
                    .orElseGet(() -> notA(node, "truth value"));
        }
        if (tag.equals(Tag.INT)) {
            return YamlScalars.integerOf(text)
                    .<Value>map(number -> new Value.Numeric(number, location))
                    .orElseGet(() -> notA(node, "whole number"));
        }
        if (tag.equals(Tag.FLOAT)) {
            return YamlScalars.floatingOf(text)
                    .<Value>map(number -> new Value.Numeric(number, location))
                    .orElseGet(() -> notA(node, "number"));
        }
        if (tag.equals(Tag.MERGE)) {
            return new Value.Text(text, originOf(node));
        }
        return unsupported(node);
    }

    private Value sequenceOf(SequenceNode node) {
        if (!node.getTag().equals(Tag.SEQ)) {
            return unsupported(node);
        }
        return new Value.Sequence(node.getValue().stream().map(this::convert).toList(), locationOf(node));
    }

    private Value mappingOf(MappingNode node) {
        if (!node.getTag().equals(Tag.MAP)) {
            return unsupported(node);
        }
        Map<Object, Value.Entry> own = new LinkedHashMap<>();
        Map<Object, Value.Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), merged);
                continue;
            }
            Value key = convert(tuple.getKeyNode());
            Value.Entry entry = new Value.Entry(key, convert(tuple.getValueNode()));
            Value.Entry before = own.put(identityOf(tuple.getKeyNode(), key), entry);
            if (before != null) {
                refuse(
                        tuple.getKeyNode(),
                        "the key '" + Printable.of(textOf(key)) + "' is already set in line "
                                + before.key().location().line(),
                        "keep one of the two");
            }
        }
        merged.putAll(own);
        return new Value.Mapping(inOrder(List.copyOf(merged.values())), locationOf(node));
    }

    /** YAML 1.1 merge key: keys of the map itself win, and of several merged maps the first. */
    private void merge(Node node, Map<Object, Value.Entry> merged) {
        Value value = convert(node);
        List<Value> maps = value instanceof Value.Sequence list ? list.items() : List.of(value);
        for (Value map : maps) {
            if (map instanceof Value.Mapping mapping) {
                mapping.entries().forEach(entry -> merged.putIfAbsent(keyOf(entry.key()), entry));
            } else {
                refuse(node, "'<<' merges maps, but this is " + Kind.of(map));
            }
        }
    }

    private Object identityOf(Node node, Value key) {
        if (key instanceof Value.Sequence || key instanceof Value.Mapping) {
            refuse(node, "a key must be text or a number, but is " + Kind.of(key));
        }
        return keyOf(key);
    }

    /** What makes two keys the same key. */
    private static Object keyOf(Value key) {
        if (key instanceof Value.Text text) {
            return text.text();
        }
        if (key instanceof Value.Numeric number) {
            return number.number();
        }
        return key instanceof Value.Bool truth ? truth.value() : Kind.of(key);
    }

    private static String textOf(Value key) {
        return String.valueOf(keyOf(key));
    }

    /** The reference hands variables on through a file with sorted keys, so templates see every map sorted. */
    private static List<Value.Entry> inOrder(List<Value.Entry> entries) {
        List<Value.Entry> sorted = new ArrayList<>(entries);
        if (entries.stream().allMatch(entry -> entry.key() instanceof Value.Text)) {
            sorted.sort(Comparator.comparing(entry -> textOf(entry.key()), NodeValues::byCodePoint));
        } else if (entries.stream().allMatch(entry -> entry.key() instanceof Value.Numeric)) {
            sorted.sort(Comparator.comparingDouble(
                    entry -> ((Value.Numeric) entry.key()).number().doubleValue()));
        }
        return sorted;
    }

    private static int byCodePoint(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private long sizeOf(Node node) {
        Long known = sizes.get(node);
        if (known != null) {
            return known;
        }
        long size = 1;
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                size = Math.min(MOST_VALUES + 1, size + sizeOf(item));
            }
        } else if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                size = Math.min(MOST_VALUES + 1, size + sizeOf(tuple.getKeyNode()) + sizeOf(tuple.getValueNode()));
            }
        }
        sizes.put(node, size);
        return size;
    }

    private Value notA(ScalarNode node, String wanted) {
        refuse(node, "'" + Printable.of(node.getValue()) + "' is not a " + wanted, "put it in quotes if it is text");
        return new Value.Null(locationOf(node));
    }

    private Value unsupported(Node node) {
        refuse(
                node,
                "the YAML tag '" + Printable.of(node.getTag().getValue()) + "' is not supported",
                "write plain text, lists and maps");
        return new Value.Null(locationOf(node));
    }

    private void refuse(Node node, String message) {
        refuse(Problem.of(locationOf(node), message));
    }

    private void refuse(Node node, String message, String hint) {
        refuse(Problem.of(locationOf(node), message, hint));
    }

    private void refuse(Problem problem) {
        sound = false;
        problems.accept(problem);
    }

    private Location locationOf(Node node) {
        return new Location(
                source.name(),
                node.getStartMark().getLine() + 1,
                node.getStartMark().getColumn() + 1);
    }

    private ScalarOrigin originOf(ScalarNode node) {
        ScalarStyle style = node.getScalarStyle();
        return new ScalarOrigin(
                source, node.getStartMark().getIndex(), node.getEndMark().getIndex(), style, node.getValue());
    }
}
