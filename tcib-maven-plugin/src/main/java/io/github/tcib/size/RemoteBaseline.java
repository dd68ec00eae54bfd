package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A baseline of tags in a registry: manifests tell packed sizes and layers, and nothing of what is in them. */
public final class RemoteBaseline {

    private RemoteBaseline() {}

    /**
     * Fetches the manifests of the same images under another tag.
     *
     * @param requests the images that are measured
     * @param tag stands in the place of their tags
     * @throws BaselineException when the registry cannot be asked, or has none of the images
     */
    public static Baseline fetch(RemoteImages remote, List<ImageRequest> requests, String tag)
            throws BaselineException {
        Map<String, Baseline.Image> images = new TreeMap<>();
        for (ImageRequest request : requests) {
            String reference = withTag(request.reference(), tag);
            try {
                Optional<RemoteImages.RemoteImage> found = remote.fetch(reference);
                found.ifPresent(image -> images.put(request.name(), imageOf(image)));
            } catch (IOException e) {
                throw new BaselineException("the baseline " + reference + " cannot be fetched: " + e.getMessage(), e);
            }
        }
        if (images.isEmpty()) {
            throw new BaselineException("the registry has none of the images under the tag '" + tag + "'");
        }
        return new Baseline("tag " + tag, images);
    }

    private static String withTag(String reference, String tag) {
        int colon = reference.lastIndexOf(':');
        return (colon > reference.lastIndexOf('/') ? reference.substring(0, colon) : reference) + ":" + tag;
    }

    private static Baseline.Image imageOf(RemoteImages.RemoteImage image) {
        Set<Digest> layers = new HashSet<>();
        long packed = 0;
        for (RemoteImages.RemoteLayer layer : image.layers()) {
            if (layers.add(layer.diffId())) {
                packed += layer.packedBytes();
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
