package io.github.tcib.oci;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The layers of an image, read only when something is looked up and each at most once. */
public final class LowerLayers implements RootFilesystem {

    private final List<Layer> topFirst;
    private final LayerIndexes indexes;

    /** @param bottomFirst in the order of the manifest */
    public LowerLayers(List<Layer> bottomFirst, LayerIndexes indexes) {
        List<Layer> reversed = new ArrayList<>(bottomFirst);
        Collections.reverse(reversed);
        this.topFirst = List.copyOf(reversed);
        this.indexes = indexes;
    }

    @Override
    public Optional<Node> lookup(String path) throws IOException {
        Optional<Node> implied = Optional.empty();
        for (Layer layer : topFirst) {
            LayerIndex index = indexes.fetch(layer);
            Optional<Node> node = index.at(path);
            if (node.isPresent()) {
                return node;
            }
            if (implied.isEmpty()) {
                implied = index.impliedAt(path);
            }
            if (index.hides(path)) {
                break;
            }
        }
        return implied;
    }
}
