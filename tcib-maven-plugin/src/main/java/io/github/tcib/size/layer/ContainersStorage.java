package io.github.tcib.size.layer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The store of buildah, podman and CRI-O (github.com/containers/storage) read as files: with a process a layer, a tree of a
 * hundred images takes minutes. How these files are arranged is no promise of theirs, so that everything is checked: a layer
 * must have its digest, and who finds anything to be different asks buildah instead.
 */
final class ContainersStorage {

    private static final String OVERLAY = "overlay";
    private static final String LOCAL = "localhost/";

    private final Path root;
    private final Map<String, JsonNode> imagesByName = new HashMap<>();
    private final Map<Digest, JsonNode> layersByDiffId = new HashMap<>();

    private ContainersStorage(Path root) {
        this.root = root;
    }

    /** Reads the lists of images and layers; images that come later are not seen. */
    static ContainersStorage read(Path root) throws IOException {
        ContainersStorage storage = new ContainersStorage(root);
        for (JsonNode image : storage.readList("overlay-images", "images.json")) {
            for (JsonNode name : image.path("names")) {
                storage.imagesByName.put(name.asText(), image);
            }
            storage.imagesByName.put(image.path("id").asText(), image);
        }
        for (String file : List.of("layers.json", "volatile-layers.json")) {
            for (JsonNode layer : storage.readList("overlay-layers", file)) {
                if (layer.path("diff-digest").isTextual()) {
                    storage.layersByDiffId.putIfAbsent(
                            Digest.parse(layer.path("diff-digest").asText()), layer);
                }
            }
        }
        return storage;
    }

    private JsonNode readList(String directory, String name) throws IOException {
        Path file = root.resolve(directory).resolve(name);
        return Files.exists(file) ? readJson(file) : MissingNode.getInstance();
    }

    Optional<StoredImage> find(String reference) throws IOException {
        JsonNode image = imagesByName.getOrDefault(reference, imagesByName.get(LOCAL + reference));
        if (image == null) {
            return Optional.empty();
        }
        String id = image.path("id").asText();
        Digest.parse("sha256:" + id);
        ImageConfig config = new ImageConfig(
                readJson(root.resolve("overlay-images").resolve(id).resolve(bigDataName("sha256:" + id))));
        List<StoredLayer> layers = new ArrayList<>();
        for (Digest diffId : config.diffIds()) {
            layers.add(new StoredLayer(diffId, packedBytes(diffId), config.createdBy(layers.size()), false));
        }
        return Optional.of(new StoredImage(reference, image.path("digest").asText(), layers));
    }

    /** Names that are no plain file names are stored as base64 after an equals sign. */
    private static String bigDataName(String key) {
        return "="
                + java.util.Base64.getEncoder().encodeToString(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** A layer that was pulled packed is remembered with that size. */
    private OptionalLong packedBytes(Digest diffId) {
        JsonNode layer = layersByDiffId.get(diffId);
        return layer != null
                        && layer.path("compressed-size").asLong(0) > 0
                        && !layer.path("compressed-diff-digest")
                                .asText(diffId.toString())
                                .equals(diffId.toString())
                ? OptionalLong.of(layer.path("compressed-size").asLong())
                : OptionalLong.empty();
    }

    InputStream open(Digest diffId) throws IOException {
        JsonNode layer = layersByDiffId.get(diffId);
        if (layer == null) {
            throw TarSplit.damaged();
        }
        String id = layer.path("id").asText();
        Digest.parse("sha256:" + id);
        return new TarSplit(
                root.resolve("overlay-layers").resolve(id + ".tar-split.gz"),
                root.resolve(OVERLAY).resolve(id).resolve("diff"));
    }

    private JsonNode readJson(Path file) throws IOException {
        try {
            return JsonText.read(ForeignFile.read(file));
        } catch (JsonProcessingException e) {
            throw new OciException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
