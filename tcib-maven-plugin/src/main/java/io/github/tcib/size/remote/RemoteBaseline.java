package io.github.tcib.size.remote;

import io.github.tcib.oci.Digest;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.size.Baseline;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.ImageRequest;
import io.github.tcib.size.layer.StoredImage;
import io.github.tcib.size.layer.StoredLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A baseline of tags in a registry: manifests tell packed sizes and layers, and nothing of what is in them. Only the images
 * that are measured are asked for, so that none is told as removed.
 */
public final class RemoteBaseline {

    private final RegistryStore store;
    private final RegistryPlace place;
    private final Consumer<String> warnings;

    /** @param warnings told which images the registry refuses to show */
    public RemoteBaseline(RegistryStore store, RegistryPlace place, Consumer<String> warnings) {
        this.store = store;
        this.place = place;
        this.warnings = warnings;
    }

    /**
     * Fetches the manifests of the same images in that place. Images that are not there are new since the baseline; so are
     * those that it refuses to show, as some registries do with repositories that do not exist.
     *
     * @throws BaselineException when the registry cannot be asked, or shows none of the images
     */
    public Baseline fetch(List<ImageRequest> requests) throws BaselineException {
        Map<String, String> references = new TreeMap<>();
        try {
            for (ImageRequest request : requests) {
                references.put(request.name(), place.referenceFor(request.reference()));
            }
            store.fetch(references.values());
        } catch (IOException e) {
            throw new BaselineException("the baseline " + place + " cannot be fetched: " + e.getMessage(), e);
        }
        Map<String, Baseline.Image> images = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, String> entry : references.entrySet()) {
            try {
                store.find(entry.getValue()).ifPresent(image -> images.put(entry.getKey(), imageOf(image)));
            } catch (RegistryException e) {
                if (RegistryStore.isSilence(e)) {
                    throw new BaselineException(
                            "the baseline " + entry.getValue() + " cannot be fetched: " + e.getMessage(), e);
                }
                refused.add(entry.getKey() + " counts as new, since " + entry.getValue() + " cannot be seen: "
                        + e.getMessage());
            } catch (IOException e) {
                throw new BaselineException(
                        "the baseline " + entry.getValue() + " cannot be used: " + e.getMessage(), e);
            }
        }
        if (images.isEmpty()) {
            throw new BaselineException("the baseline " + place + " was not found: there is no "
                    + references.values().stream().findFirst().orElse("image")
                    + (references.size() > 1 ? " nor any of the other images" : "")
                    + (refused.isEmpty() ? "" : " (" + refused.get(0) + ")"));
        }
        refused.forEach(warnings);
        return new Baseline(place.toString(), images);
    }

    private static Baseline.Image imageOf(StoredImage image) {
        Set<Digest> layers = new HashSet<>();
        long packed = 0;
        for (StoredLayer layer : image.layers()) {
            if (layers.add(layer.diffId())) {
                packed += layer.packedBytes().orElse(0);
            }
        }
        return new Baseline.Image(
                OptionalLong.empty(),
                OptionalLong.of(packed),
                OptionalLong.empty(),
                Optional.empty(),
                layers,
                List.of(),
                List.of());
    }
}
