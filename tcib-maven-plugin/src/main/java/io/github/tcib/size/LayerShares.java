package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.ImageForest.Image;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sums of one kind of size that follow from which image has which layer, whatever is in the layers. */
final class LayerShares {

    private final Map<Digest, List<String>> users;
    private final Map<Digest, Long> sizes;
    private final Map<String, Long> amortised;

    /**
     * @param users each layer with the names of the images of the set that have it
     * @param sizes of each layer
     */
    LayerShares(Map<Digest, List<String>> users, Map<Digest, Long> sizes) {
        this.users = users;
        this.sizes = new HashMap<>(sizes);
        this.amortised = amortised(users, this.sizes);
    }

    /** Each layer's bytes divided by its users; what does not divide goes, byte by byte, to the first of them. */
    private static Map<String, Long> amortised(Map<Digest, List<String>> users, Map<Digest, Long> sizes) {
        Map<String, Long> shares = new LinkedHashMap<>();
        users.forEach((layer, names) -> {
            long all = sizes.getOrDefault(layer, 0L);
            for (int i = 0; i < names.size(); i++) {
                long share = all / names.size() + (i < all % names.size() ? 1 : 0);
                shares.merge(names.get(i), share, Long::sum);
            }
        });
        return shares;
    }

    /** A layer that is listed twice is there once. */
    long sumOf(Collection<Digest> layers) {
        return new HashSet<>(layers)
                .stream().mapToLong(layer -> sizes.getOrDefault(layer, 0L)).sum();
    }

    /**
     * The sizes of an image.
     *
     * @param own the layers its parent does not have
     */
    ImageFigures.Shares of(Image image, Collection<Digest> own) {
        List<String> alone = List.of(image.name());
        long unique = sumOf(image.diffIds().stream()
                .filter(layer -> users.getOrDefault(layer, List.of()).equals(alone))
                .toList());
        return new ImageFigures.Shares(
                sumOf(image.diffIds()),
                sumOf(own),
                image.external() ? 0 : unique,
                amortised.getOrDefault(image.name(), 0L));
    }

    /** The sums over the set. */
    SetFigures.Sums sums(Collection<Image> images) {
        return new SetFigures.Sums(
                sumOf(users.keySet()),
                images.stream()
                        .filter(image -> !image.external())
                        .mapToLong(image -> sumOf(image.diffIds()))
                        .sum());
    }
}
