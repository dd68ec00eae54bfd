package io.github.tcib.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The images and layers of a store, as its files said when it was opened (containers/storage: {@code overlay-images},
 * {@code overlay-layers}, alike for other drivers). The files are replaced as a whole by those who change them, so no lock is needed to read them; an
 * image that is removed meanwhile cannot be read, and a layer is checked by its digest.
 */
public final class ImageStorage {

    private static final String OVERLAY = "overlay";
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{1,128}");

    private final Path root;
    private final String driver;
    private final Map<String, JsonNode> images = new HashMap<>();
    private final Map<String, JsonNode> layers = new HashMap<>();

    private ImageStorage(Path root, String driver) throws IOException {
        this.root = root;
        this.driver = driver;
        read(root.resolve(driver + "-images").resolve("images.json"), images);
        read(root.resolve(driver + "-layers").resolve("layers.json"), layers);
    }

    /**
     * Reads what a store has.
     *
     * @param graphRoot the store's directory
     * @param driver how it keeps layers
     * @throws IOException when this user may not read it
     */
    public static ImageStorage open(Path graphRoot, String driver) throws IOException {
        return new ImageStorage(graphRoot, driver);
    }

    /**
     * The image with an id.
     *
     * @param id digest of its config, without {@code sha256:}
     * @return nothing when it is not there, or not in a way that is known here
     */
    public Optional<StorageImage> find(String id) throws IOException {
        JsonNode image = images.get(id);
        if (image == null || !ID.matcher(id).matches()) {
            return Optional.empty();
        }
        List<StorageLayer> chain = new ArrayList<>();
        for (String next = image.path("layer").asText(""); !next.isEmpty(); ) {
            JsonNode layer = layers.get(next);
            // its id becomes part of a path
            if (layer == null
                    || !ID.matcher(next).matches()
                    || !layer.path("diff-digest").isTextual()
                    || chain.size() > layers.size()) {
                return Optional.empty();
            }
            chain.add(new StorageLayer(
                    Digest.parse(layer.path("diff-digest").asText()),
                    layer.path("diff-size").asLong(),
                    root.resolve(driver + "-layers").resolve(next + ".tar-split.gz"),
                    filesOf(next)));
            next = layer.path("parent").asText("");
        }
        Collections.reverse(chain);
        Path directory = root.resolve(driver + "-images").resolve(id);
        Path config = directory.resolve(fileOf("sha256:" + id));
        Path manifest = directory.resolve("manifest");
        return Files.isReadable(config) && Files.isReadable(manifest)
                ? Optional.of(new StorageImage(config, manifest, chain))
                : Optional.empty();
    }

    /** Names with characters that a file's name may not have everywhere are written as base64. */
    private static String fileOf(String name) {
        return "=" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Only the overlay driver keeps a layer's own files apart from those below. */
    private Optional<Path> filesOf(String layer) {
        return driver.equals(OVERLAY)
                ? Optional.of(root.resolve(OVERLAY).resolve(layer).resolve("diff"))
                : Optional.empty();
    }

    private static void read(Path file, Map<String, JsonNode> byId) throws IOException {
        try {
            for (JsonNode entry : JsonText.read(ForeignFile.read(file))) {
                byId.put(entry.path("id").asText(), entry);
            }
        } catch (JsonProcessingException e) {
            throw new OciException("'" + file + "' is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
