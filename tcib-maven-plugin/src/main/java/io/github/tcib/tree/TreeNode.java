package io.github.tcib.tree;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Parent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An image or a base with everything built on it.
 *
 * @param name the image's name, or the base's reference
 * @param reference what it is pulled or pushed by
 * @param built whether it is an image of the tree, not a base from elsewhere
 * @param leftOut why it is not built, if so
 * @param measurement what the last build knows of it
 * @param children by name
 */
public record TreeNode(
        String name,
        String reference,
        boolean built,
        Optional<String> leftOut,
        Measurement measurement,
        List<TreeNode> children) {

    public TreeNode {
        children = List.copyOf(children);
    }

    /** The bases, by reference, with the images built on them. */
    public static List<TreeNode> rootsOf(ImageTree tree, Map<String, Measurement> measurements) {
        Map<String, List<TreeNode>> byBase = new TreeMap<>();
        for (ImageDefinition image : tree.graph().images()) {
            if (image.parent() instanceof Parent.External base) {
                byBase.computeIfAbsent(base.reference(), reference -> new ArrayList<>())
                        .add(nodeOf(image.name(), tree, measurements));
            }
        }
        return byBase.entrySet().stream()
                .map(base -> new TreeNode(
                        base.getKey(), base.getKey(), false, Optional.empty(), Measurement.NONE, base.getValue()))
                .toList();
    }

    private static TreeNode nodeOf(ImageName name, ImageTree tree, Map<String, Measurement> measurements) {
        return new TreeNode(
                name.value(),
                tree.graph().image(name).reference(),
                true,
                Optional.ofNullable(tree.leftOut().get(name)),
                measurements.getOrDefault(name.value(), Measurement.NONE),
                tree.graph().childrenOf(name).stream()
                        .map(child -> nodeOf(child, tree, measurements))
                        .toList());
    }

    /** What stands behind the name: size and time, or why there are none. */
    String remark() {
        return leftOut.map(reason -> "not built: " + reason).orElseGet(measurement::text);
    }
}
