package io.github.tcib.layout;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A layout as it is rendered and as it was written, for those who judge how it is written.
 *
 * @param tree what it comes to
 * @param sources what each image of the tree is made of
 */
public record SourceTree(ImageTree tree, SortedMap<ImageName, ImageSource> sources) {
    public SourceTree {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    }
}
