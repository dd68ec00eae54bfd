package io.github.tcib.lock;

import io.github.tcib.model.Location;
import io.github.tcib.model.NearName;
import io.github.tcib.model.Problem;
import io.github.tcib.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of the lock file and what it is called there. Asking for what is not there, or of another kind, hands a problem with
 * its place to a consumer and goes on with nothing.
 */
final class LockNode {

    private final Node node;
    private final String what;
    private final String file;
    private final Consumer<Problem> problems;

    LockNode(Node node, String what, String file, Consumer<Problem> problems) {
        this.node = node;
        this.what = Printable.of(what);
        this.file = file;
        this.problems = problems;
    }

    Location location() {
        Mark mark = node.getStartMark();
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    void complain(String message) {
        problems.accept(Problem.of(location(), message));
    }

    void complain(String message, Optional<String> hint) {
        problems.accept(new Problem(location(), message, hint));
    }

    /** The entries of a map by their keys, each called after its key. */
    Map<String, LockNode> entries() {
        Map<String, LockNode> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            complain(what + " must be a map");
            return entries;
        }
        for (NodeTuple tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                LockNode value = new LockNode(tuple.getValueNode(), "'" + key.getValue() + "'", file, problems);
                if (entries.put(key.getValue(), value) != null) {
                    new LockNode(key, what, file, problems)
                            .complain("'" + Printable.of(key.getValue()) + "' is there twice");
                }
            } else {
                new LockNode(tuple.getKeyNode(), what, file, problems).complain("a key of " + what + " must be a text");
            }
        }
        return entries;
    }

    /** The entries of a map in which other keys than these are problems. */
    Fields fields(Set<String> known) {
        Map<String, LockNode> entries = entries();
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                value.complain("'" + Printable.of(key) + "' means nothing in " + what, NearName.hint(key, known));
            }
        });
        return new Fields(entries);
    }

    Optional<String> text() {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
            return Optional.of(scalar.getValue());
        }
        complain(what + " must be a text");
        return Optional.empty();
    }

    /** Turns the text into a value; a text that is none is a problem. */
    <T> Optional<T> as(String kind, Function<String, Optional<T>> parser) {
        Optional<String> text = text();
        Optional<T> value = text.flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            complain(what + ": '" + Printable.of(text.get()) + "' is not " + kind);
        }
        return value;
    }

    /** The items of a list. */
    List<LockNode> items() {
        List<LockNode> items = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> items.add(new LockNode(item, what, file, problems)));
        } else {
            complain(what + " must be a list");
        }
        return items;
    }

    /** What a map says about one thing. */
    final class Fields {

        private final Map<String, LockNode> entries;

        private Fields(Map<String, LockNode> entries) {
            this.entries = entries;
        }

        Map<String, LockNode> all() {
            return Collections.unmodifiableMap(entries);
        }

        Optional<LockNode> find(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        Optional<LockNode> require(String key) {
            Optional<LockNode> value = find(key);
            if (value.isEmpty()) {
                complain(what + " has no '" + key + "'");
            }
            return value;
        }

        List<LockNode> list(String key) {
            return find(key).map(LockNode::items).orElse(List.of());
        }
    }
}
