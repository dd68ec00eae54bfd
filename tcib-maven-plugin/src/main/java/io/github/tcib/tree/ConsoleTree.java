package io.github.tcib.tree;

import java.util.ArrayList;
import java.util.List;

/** Draws trees as lines, remarks in a column of their own. */
final class ConsoleTree {

    private record Line(String drawing, String remark) {}

    private ConsoleTree() {}

    static String draw(List<TreeNode> roots) {
        List<Line> lines = new ArrayList<>();
        roots.forEach(root -> draw(root, "", "", lines));
        int width =
                lines.stream().mapToInt(line -> line.drawing().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            String gap = " ".repeat(width - line.drawing().length() + 2);
            text.append(line.remark().isEmpty() ? line.drawing() : line.drawing() + gap + line.remark())
                    .append('\n');
        }
        return text.toString();
    }

    private static void draw(TreeNode node, String first, String below, List<Line> lines) {
        lines.add(new Line(first + node.name(), node.remark()));
        for (int i = 0; i < node.children().size(); i++) {
            boolean last = i == node.children().size() - 1;
            draw(node.children().get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), lines);
        }
    }
}
