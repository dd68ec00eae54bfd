package io.github.tcib.tree;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Places the nodes of trees in rows and columns, after Reingold and Tilford (Tidier Drawings of Trees, 1981): a node's column
 * is its depth, a parent stands in the middle of its children, equal subtrees look equal, and subtrees are moved together until
 * their outlines touch.
 */
final class TidyLayout {

    /**
     * Where a node stands.
     *
     * @param node the node
     * @param depth its column, from 0
     * @param row its row, from 0; halves are possible
     */
    record Place(TreeNode node, int depth, double row) {}

    /** The outline of a subtree: its first and last row at each depth below its root, relative to the root's row. */
    private record Outline(List<Double> first, List<Double> last) {}

    private final IdentityHashMap<TreeNode, Double> offsets = new IdentityHashMap<>();

    private TidyLayout() {}

    /** The places of all nodes, parents before children, trees one below the other. */
    static List<Place> of(List<TreeNode> roots) {
        TidyLayout layout = new TidyLayout();
        List<Place> places = new ArrayList<>();
        double next = 0;
        for (TreeNode root : roots) {
            Outline outline = layout.outlineOf(root);
            double top = outline.first().stream().mapToDouble(row -> row).min().orElse(0);
            layout.place(root, 0, next - top, places);
            next += outline.last().stream().mapToDouble(row -> row).max().orElse(0) - top + 1;
        }
        return places;
    }

    private void place(TreeNode node, int depth, double row, List<Place> places) {
        places.add(new Place(node, depth, row));
        for (TreeNode child : node.children()) {
            place(child, depth + 1, row + offsets.getOrDefault(child, 0.0), places);
        }
    }

    private Outline outlineOf(TreeNode node) {
        List<Double> first = new ArrayList<>();
        List<Double> last = new ArrayList<>();
        List<Double> rows = new ArrayList<>();
        for (TreeNode child : node.children()) {
            Outline outline = outlineOf(child);
            double row = firstFreeRow(last, outline);
            rows.add(row);
            for (int depth = 0; depth < outline.first().size(); depth++) {
                if (depth == last.size()) {
                    first.add(row + outline.first().get(depth));
                    last.add(row + outline.last().get(depth));
                } else {
                    last.set(depth, row + outline.last().get(depth));
                }
            }
        }
        double middle = rows.isEmpty() ? 0 : (rows.get(0) + rows.get(rows.size() - 1)) / 2;
        for (int i = 0; i < rows.size(); i++) {
            offsets.put(node.children().get(i), rows.get(i) - middle);
        }
        first.replaceAll(row -> row - middle);
        last.replaceAll(row -> row - middle);
        first.add(0, 0.0);
        last.add(0, 0.0);
        return new Outline(first, last);
    }

    /** The row at which a subtree stays one row below what is there at every depth they share. */
    private static double firstFreeRow(List<Double> last, Outline outline) {
        double row = last.isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
        for (int depth = 0; depth < Math.min(last.size(), outline.first().size()); depth++) {
            row = Math.max(row, last.get(depth) + 1 - outline.first().get(depth));
        }
        return row;
    }
}
