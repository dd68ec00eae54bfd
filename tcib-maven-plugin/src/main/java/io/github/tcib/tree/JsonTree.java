package io.github.tcib.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes trees as JSON: version, then roots with their children; bytes and seconds where they are known. */
final class JsonTree {

    private static final int VERSION = 1;
    private static final double MILLIS = 1000.0;

    private JsonTree() {}

    static String draw(List<TreeNode> roots) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        add(root.putArray("roots"), roots);
        root.put("version", VERSION);
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        try {
            return mapper.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(indenter)
                                    .withArrayIndenter(indenter))
                            .writeValueAsString(root)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of texts and numbers is always JSON", e);
        }
    }

    private static void add(ArrayNode list, List<TreeNode> nodes) {
        for (TreeNode node : nodes) {
            ObjectNode object = list.addObject();
            object.put("built", node.built() && node.leftOut().isEmpty());
            if (!node.children().isEmpty()) {
                add(object.putArray("children"), node.children());
            }
            node.leftOut().ifPresent(reason -> object.put("leftOut", reason));
            object.put("name", node.name());
            object.put("reference", node.reference());
            node.measurement().duration().ifPresent(time -> object.put("seconds", time.toMillis() / MILLIS));
            node.measurement().bytes().ifPresent(bytes -> object.put("sizeBytes", bytes));
        }
    }
}
