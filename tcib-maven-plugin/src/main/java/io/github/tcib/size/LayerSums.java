package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.ImageForest.Image;
import io.github.tcib.size.layer.LayerReading;
import io.github.tcib.size.layer.StoredLayer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sizes that follow from which image has which layer, whatever is in the layers. */
final class LayerSums {

    private final Map<Digest, LayerReading> readings;
    private final Map<Digest, List<String>> users;
    private final Map<Digest, Long> bytes = new HashMap<>();
    private final Map<Digest, Long> packedBytes = new HashMap<>();
    private final Map<String, Long> amortised;

    LayerSums(ImageForest forest, Map<Digest, LayerReading> readings) {
        this.readings = readings;
        this.users = forest.users();
        readings.forEach((diffId, reading) -> {
            if (reading instanceof LayerReading.Known known) {
                bytes.put(diffId, known.contents().tarBytes());
                packedBytes.put(diffId, known.contents().packedBytes());
            } else if (reading instanceof LayerReading.Unknown unknown) {
                bytes.put(diffId, unknown.packedBytes());
                packedBytes.put(diffId, unknown.packedBytes());
            }
        });
        this.amortised = amortised(users, bytes);
    }

    /** Each layer's bytes divided by its users; what does not divide goes, byte by byte, to the first of them. */
    private static Map<String, Long> amortised(Map<Digest, List<String>> users, Map<Digest, Long> bytes) {
        Map<String, Long> shares = new LinkedHashMap<>();
        users.forEach((layer, names) -> {
            long all = bytes.getOrDefault(layer, 0L);
            for (int i = 0; i < names.size(); i++) {
                long share = all / names.size() + (i < all % names.size() ? 1 : 0);
                shares.merge(names.get(i), share, Long::sum);
            }
        });
        return shares;
    }

    Optional<LayerReading.Known> contentsOf(Digest layer) {
        return Optional.ofNullable(readings.get(layer))
                .filter(LayerReading.Known.class::isInstance)
                .map(LayerReading.Known.class::cast);
    }

    /** Unpacked; a layer that is listed twice is there once. */
    long bytesOf(Collection<Digest> layers) {
        return sum(layers, bytes);
    }

    /** As they go over the network; a layer that is listed twice is there once. */
    long packedBytesOf(Collection<Digest> layers) {
        return sum(layers, packedBytes);
    }

    private static long sum(Collection<Digest> layers, Map<Digest, Long> sizes) {
        return new HashSet<>(layers)
                .stream().mapToLong(layer -> sizes.getOrDefault(layer, 0L)).sum();
    }

    /** The layers that no other image of the set has. */
    long uniqueBytes(Image image) {
        List<String> alone = List.of(image.name());
        return bytesOf(image.diffIds().stream()
                .filter(layer -> usersOf(layer).equals(alone))
                .toList());
    }

    long amortisedBytes(Image image) {
        return amortised.getOrDefault(image.name(), 0L);
    }

    /** Names of the images of the set that have a layer. */
    List<String> usersOf(Digest layer) {
        return users.getOrDefault(layer, List.of());
    }

    List<LayerFigures> layers(Map<Digest, StoredLayer> stored) {
        List<LayerFigures> all = new ArrayList<>();
        stored.forEach((diffId, layer) -> all.add(new LayerFigures(
                diffId,
                bytes.getOrDefault(diffId, 0L),
                packedBytes.getOrDefault(diffId, 0L),
                usersOf(diffId).size(),
                layer.createdBy())));
        return all;
    }
}
