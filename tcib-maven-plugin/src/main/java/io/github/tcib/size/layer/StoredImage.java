package io.github.tcib.size.layer;

import java.util.List;

/**
 * An image in a store.
 *
 * @param reference what it was asked for by
 * @param digest of its manifest, with the algorithm
 * @param layers bottom first
 */
public record StoredImage(String reference, String digest, List<StoredLayer> layers) {

    public StoredImage {
        layers = List.copyOf(layers);
    }
}
