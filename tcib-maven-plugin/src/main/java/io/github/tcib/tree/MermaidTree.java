package io.github.tcib.tree;

import java.util.List;

/** Draws trees for mermaid; nodes are numbered, because names may be words of its language. */
final class MermaidTree {

    private final StringBuilder out = new StringBuilder("flowchart LR\n");
    private int count;

    private MermaidTree() {}

    static String draw(List<TreeNode> roots) {
        MermaidTree tree = new MermaidTree();
        roots.forEach(tree::node);
        return tree.out.toString();
    }

    private String node(TreeNode node) {
        String id = "n" + count++;
        String label = escaped(node.name()) + (node.remark().isEmpty() ? "" : "<br/>" + escaped(node.remark()));
        out.append("  ").append(id).append(node.built() ? "[\"" + label + "\"]" : "([\"" + label + "\"])");
        out.append('\n');
        node.leftOut().ifPresent(reason -> out.append("  style ").append(id).append(" stroke-dasharray: 4\n"));
        for (TreeNode child : node.children()) {
            String childId = node(child);
            out.append("  ").append(id).append(" --> ").append(childId).append('\n');
        }
        return id;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
