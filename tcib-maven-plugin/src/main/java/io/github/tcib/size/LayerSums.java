package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.layer.LayerReading;
import io.github.tcib.size.layer.StoredLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What came of reading the layers of a set, with their sizes unpacked and packed. */
final class LayerSums {

    private final Map<Digest, LayerReading> readings;
    private final Map<Digest, List<String>> users;
    private final Map<Digest, Long> bytes = new HashMap<>();
    private final Map<Digest, Long> packedBytes = new HashMap<>();
    private final LayerShares unpacked;
    private final LayerShares packed;

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
        this.unpacked = new LayerShares(users, bytes);
        this.packed = new LayerShares(users, packedBytes);
    }

    Optional<LayerReading.Known> contentsOf(Digest layer) {
        return Optional.ofNullable(readings.get(layer))
                .filter(LayerReading.Known.class::isInstance)
                .map(LayerReading.Known.class::cast);
    }

    /** Sums of unpacked sizes. */
    LayerShares unpacked() {
        return unpacked;
    }

    /** Sums of sizes as they go over the network. */
    LayerShares packed() {
        return packed;
    }

    /** Names of the images of the set that have a layer. */
    List<String> usersOf(Digest layer) {
        return users.getOrDefault(layer, List.of());
    }

    List<LayerFigures> layers(Map<Digest, StoredLayer> stored) {
        List<LayerFigures> all = new ArrayList<>();
        stored.forEach((diffId, layer) -> all.add(new LayerFigures(
                diffId,
                OptionalLong.of(bytes.getOrDefault(diffId, 0L)),
                packedBytes.getOrDefault(diffId, 0L),
                usersOf(diffId).size(),
                layer.createdBy())));
        return all;
    }
}
