package io.github.tcib.build.buildah;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.build.StateFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was once read from images. An image never changes under its id, so this spares an inspection for each of a hundred
 * images in every build.
 */
final class KnownImages {

    static final int VERSION = 1;

    private final StateFile file;
    private final Map<String, Facts> images = new TreeMap<>();
    private boolean changed;

    private KnownImages(StateFile file) {
        this.file = file;
    }

    /**
     * What an image says of itself.
     *
     * @param key its key, if it has one
     * @param layers its diff IDs
     */
    record Facts(Optional<String> key, List<String> layers) {
        Facts {
            layers = List.copyOf(layers);
        }
    }

    static KnownImages read(StateFile file) {
        KnownImages known = new KnownImages(file);
        for (Map.Entry<String, JsonNode> entry : file.read().path("images").properties()) {
            List<String> layers = new ArrayList<>();
            entry.getValue().path("layers").forEach(layer -> layers.add(layer.asText()));
            JsonNode key = entry.getValue().path("key");
            if (!layers.isEmpty()) {
                known.images.put(
                        entry.getKey(),
                        new Facts(key.isTextual() ? Optional.of(key.asText()) : Optional.empty(), layers));
            }
        }
        return known;
    }

    synchronized Optional<Facts> find(String id) {
        return Optional.ofNullable(images.get(id));
    }

    synchronized void add(String id, Facts facts) {
        images.put(id, facts);
        changed = true;
    }

    /** Forgets the images that are in the store no more. */
    synchronized void keepOnly(Collection<String> ids) {
        changed |= images.keySet().retainAll(ids);
    }

    /** Writes what was learnt since the last time. */
    synchronized void write() {
        if (!changed) {
            return;
        }
        changed = false;
        ObjectNode content = file.empty();
        ObjectNode all = content.putObject("images");
        images.forEach((id, facts) -> {
            ObjectNode image = all.putObject(id);
            facts.key().ifPresent(key -> image.put("key", key));
            facts.layers().forEach(image.putArray("layers")::add);
        });
        file.write(content);
    }
}
