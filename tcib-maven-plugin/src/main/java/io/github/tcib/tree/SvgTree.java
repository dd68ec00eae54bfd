package io.github.tcib.tree;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/** Draws trees as SVG, left to right. It needs no font metrics: boxes are as wide as a text can become. */
final class SvgTree {

    private static final int MARGIN = 10;
    private static final int ROW = 30;
    private static final int BOX = 24;
    private static final int GAP = 40;
    private static final double CHARACTER = 7.5;

    private final List<TidyLayout.Place> places;
    private final List<Integer> lefts = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    private SvgTree(List<TidyLayout.Place> places) {
        this.places = places;
        for (TidyLayout.Place place : places) {
            while (widths.size() <= place.depth()) {
                widths.add(0);
            }
            widths.set(place.depth(), Math.max(widths.get(place.depth()), widthOf(place.node())));
        }
        int left = MARGIN;
        for (int width : widths) {
            lefts.add(left);
            left += width + GAP;
        }
    }

    static String draw(List<TreeNode> roots) {
        return new SvgTree(TidyLayout.of(roots)).draw();
    }

    private String draw() {
        int columns = lefts.size();
        int width = columns == 0 ? 2 * MARGIN : lefts.get(columns - 1) + widths.get(columns - 1) + MARGIN;
        double rows = places.stream().mapToDouble(TidyLayout.Place::row).max().orElse(0);
        int height = (int) Math.ceil(rows * ROW) + BOX + 2 * MARGIN;
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
        out.append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ');
        out.append(height).append("\" font-family=\"monospace\" font-size=\"12\">\n");
        out.append("<style>rect{fill:#eef3fb;stroke:#4a6fa5}.base{fill:#f4f4f4;stroke:#888}");
        out.append(".out{stroke-dasharray:4}path{fill:none;stroke:#9aa8bd}.remark{fill:#667}</style>\n");
        IdentityHashMap<TreeNode, TidyLayout.Place> byNode = new IdentityHashMap<>();
        places.forEach(place -> byNode.put(place.node(), place));
        for (TidyLayout.Place place : places) {
            for (TreeNode child : place.node().children()) {
                TidyLayout.Place to = byNode.get(child);
                if (to != null) {
                    edge(place, to);
                }
            }
        }
        places.forEach(this::box);
        return out.append("</svg>\n").toString();
    }

    private void edge(TidyLayout.Place from, TidyLayout.Place to) {
        int start = lefts.get(from.depth()) + widthOf(from.node());
        int end = lefts.get(to.depth());
        int middle = end - GAP / 2;
        double y = middleOf(from);
        out.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %.1fH%dC%d %.1f %d %.1f %d %.1f\"/>\n",
                start,
                y,
                end - GAP,
                middle,
                y,
                middle,
                middleOf(to),
                end,
                middleOf(to)));
    }

    private void box(TidyLayout.Place place) {
        TreeNode node = place.node();
        int left = lefts.get(place.depth());
        String kind = node.built() ? node.leftOut().isPresent() ? " class=\"out\"" : "" : " class=\"base\"";
        out.append(String.format(
                Locale.ROOT,
                "<g><title>%s</title><rect%s x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"4\"/>",
                escaped(node.reference()),
                kind,
                left,
                middleOf(place) - BOX / 2.0,
                widthOf(node),
                BOX));
        out.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%.1f\">%s", left + 8, middleOf(place) + 4, escaped(node.name())));
        if (!node.remark().isEmpty()) {
            out.append("<tspan class=\"remark\" dx=\"8\">")
                    .append(escaped(node.remark()))
                    .append("</tspan>");
        }
        out.append("</text></g>\n");
    }

    private static double middleOf(TidyLayout.Place place) {
        return MARGIN + BOX / 2.0 + place.row() * ROW;
    }

    private static int widthOf(TreeNode node) {
        int gap = node.remark().isEmpty() ? 0 : 1;
        int characters = node.name().length() + gap + node.remark().length();
        return (int) Math.ceil(characters * CHARACTER) + 16;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
