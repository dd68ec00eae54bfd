package io.github.tcib.build;

import java.util.List;
import java.util.Optional;

/**
 * An image as it lies in an engine's store.
 *
 * @param id the digest of its config, with {@code sha256:}
 * @param digest the digest of its manifest, with {@code sha256:}
 * @param sizeBytes its size in the store, uncompressed
 * @param key the key it was built with, if it was built here
 * @param layers the digests of its uncompressed layers (diff IDs), lowest first
 */
public record StoredImage(String id, String digest, long sizeBytes, Optional<String> key, List<String> layers) {

    public StoredImage {
        layers = List.copyOf(layers);
    }

    /** Whether this image lies on another one: its lowest layers are the other's. */
    public boolean isBuiltOn(StoredImage parent) {
        return layers.size() >= parent.layers.size()
                && layers.subList(0, parent.layers.size()).equals(parent.layers);
    }
}
