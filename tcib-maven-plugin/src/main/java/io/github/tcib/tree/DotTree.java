package io.github.tcib.tree;

import java.util.List;

/** Draws trees for graphviz. */
final class DotTree {

    private final StringBuilder out = new StringBuilder();

    private DotTree() {}

    static String draw(List<TreeNode> roots) {
        DotTree tree = new DotTree();
        tree.out.append("digraph images {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        roots.forEach(tree::node);
        return tree.out.append("}\n").toString();
    }

    private void node(TreeNode node) {
        String style = node.built() ? node.leftOut().isPresent() ? ", style=dashed" : "" : ", shape=ellipse";
        String label = node.remark().isEmpty() ? node.name() : node.name() + "\n" + node.remark();
        out.append("  ").append(quoted(node.name())).append(" [label=").append(quoted(label));
        out.append(", tooltip=").append(quoted(node.reference())).append(style).append("];\n");
        for (TreeNode child : node.children()) {
            node(child);
            out.append("  ").append(quoted(node.name())).append(" -> ").append(quoted(child.name()));
            out.append(";\n");
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
