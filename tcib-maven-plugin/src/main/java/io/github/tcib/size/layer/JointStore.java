package io.github.tcib.size.layer;

import io.github.tcib.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Several stores as one, for a tree whose images were built by several engines. */
public final class JointStore implements ImageStore {

    private final List<ImageStore> stores;
    private final Set<String> digests;
    private final Map<Digest, ImageStore> storeOfLayer = new ConcurrentHashMap<>();

    /**
     * @param stores first the one that is believed when several have an image
     * @param digests of the manifests that are meant: a store that has one of them beats the order
     */
    public JointStore(List<ImageStore> stores, Set<String> digests) {
        this.stores = List.copyOf(stores);
        this.digests = Set.copyOf(digests);
    }

    @Override
    public Optional<StoredImage> find(String reference) throws IOException {
        List<StoredImage> found = new ArrayList<>();
        for (ImageStore store : stores) {
            Optional<StoredImage> image = store.find(reference);
            if (image.isPresent()) {
                image.get().layers().forEach(layer -> storeOfLayer.putIfAbsent(layer.diffId(), store));
                found.add(image.get());
            }
        }
        return found.stream()
                .filter(image -> digests.contains(image.digest()))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    @Override
    public InputStream open(StoredLayer layer) throws IOException {
        return storeOf(layer).open(layer);
    }

    @Override
    public InputStream openAgain(StoredLayer layer, IOException because) throws IOException {
        return storeOf(layer).openAgain(layer, because);
    }

    private ImageStore storeOf(StoredLayer layer) {
        ImageStore store = storeOfLayer.get(layer.diffId());
        if (store == null) {
            throw new IllegalStateException("layer " + layer.diffId() + " is of no image that was found");
        }
        return store;
    }

    @Override
    public String description() {
        return stores.stream().map(ImageStore::description).collect(Collectors.joining(" and "));
    }

    @Override
    public void close() throws IOException {
        for (ImageStore store : stores) {
            store.close();
        }
    }
}
