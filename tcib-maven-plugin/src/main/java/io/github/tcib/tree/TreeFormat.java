package io.github.tcib.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a tree can be drawn. */
public enum TreeFormat {
    /** Lines for people, drawn with box characters. */
    CONSOLE("txt"),
    /** For graphviz. */
    DOT("dot"),
    /** For programs. */
    JSON("json"),
    /** For Markdown pages. */
    MERMAID("mmd"),
    /** A picture. */
    SVG("svg");

    private final String extension;

    TreeFormat(String extension) {
        this.extension = extension;
    }

    /** The format of a word, in any case of letters. */
    public static Optional<TreeFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The words that settings use. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TreeFormat::word).toList();
    }

    /** The end of a file's name, without dot. */
    public String extension() {
        return extension;
    }

    /** The drawing of some roots and all below them. */
    public String draw(List<TreeNode> roots) {
        return switch (this) {
            case CONSOLE -> ConsoleTree.draw(roots);
            case DOT -> DotTree.draw(roots);
            case JSON -> JsonTree.draw(roots);
            case MERMAID -> MermaidTree.draw(roots);
            case SVG -> SvgTree.draw(roots);
        };
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
