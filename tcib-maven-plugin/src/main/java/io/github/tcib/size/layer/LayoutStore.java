package io.github.tcib.size.layer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.oci.Compression;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Images in an OCI layout. Unlike the reader of images to build on, this one takes an image whose layers cannot all be read:
 * their sizes still count.
 */
public final class LayoutStore implements ImageStore {

    private static final int DEEPEST_INDEX = 4;
    private static final String UNPACKED_LAYER = ".tar";

    private final OciLayout layout;
    private final Platform platform;
    private final JsonMapper json = new JsonMapper();
    private final Map<Digest, Descriptor> blobs = new ConcurrentHashMap<>();

    private LayoutStore(OciLayout layout, Platform platform) {
        this.layout = layout;
        this.platform = platform;
    }

    /** @throws OciException when the directory is not a layout */
    public static LayoutStore open(Path directory, Platform platform) throws IOException {
        return new LayoutStore(OciLayout.open(directory), platform);
    }

    @Override
    public Optional<StoredImage> find(String reference) throws IOException {
        Map<String, List<Descriptor>> index = layout.index().read();
        List<Descriptor> found = index.getOrDefault(reference, List.of());
        if (found.isEmpty()) {
            // archives of other tools name an image by its tag alone, or not at all
            found = index.getOrDefault(reference.substring(reference.lastIndexOf(':') + 1), List.of());
        }
        if (found.isEmpty() && index.size() == 1) {
            found = index.getOrDefault("", List.of());
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(read(reference, found.get(found.size() - 1), 0));
    }

    private StoredImage read(String reference, Descriptor descriptor, int depth) throws IOException {
        JsonNode manifest = readJson(descriptor);
        if (manifest.path("manifests").isArray()) {
            if (depth == DEEPEST_INDEX) {
                throw new OciException("index " + descriptor.digest() + " lists indexes of indexes without end");
            }
            return read(reference, select(manifest, descriptor), depth + 1);
        }
        ImageConfig config = new ImageConfig(readJson(descriptor(manifest.path("config"), descriptor)));
        List<Digest> diffIds = config.diffIds();
        JsonNode layers = manifest.path("layers");
        if (diffIds.size() != layers.size()) {
            throw new OciException("manifest " + descriptor.digest() + " has " + layers.size()
                    + " layers, but its config knows of " + diffIds.size());
        }
        List<StoredLayer> stored = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            Descriptor blob = descriptor(layers.get(i), descriptor);
            blobs.put(diffIds.get(i), blob);
            boolean packed = !blob.mediaType().endsWith(UNPACKED_LAYER);
            stored.add(new StoredLayer(
                    diffIds.get(i),
                    packed ? OptionalLong.of(blob.size()) : OptionalLong.empty(),
                    config.createdBy(i),
                    isForeign(blob, layers.get(i))));
        }
        return new StoredImage(reference, descriptor.digest().toString(), stored);
    }

    private Descriptor select(JsonNode index, Descriptor where) throws OciException {
        List<JsonNode> entries = new ArrayList<>();
        index.path("manifests").forEach(entries::add);
        Optional<JsonNode> fitting = entries.stream()
                .filter(entry -> platform.accepts(new Platform(
                        entry.path("platform").path("os").asText(),
                        entry.path("platform").path("architecture").asText(),
                        entry.path("platform").path("variant").asText(""))))
                .findFirst();
        if (fitting.isEmpty() && entries.size() != 1) {
            throw new OciException("index " + where.digest() + " has no image for " + platform);
        }
        return descriptor(fitting.orElseGet(() -> entries.get(0)), where);
    }

    /** OCI image-spec 1.1, layer.md: non-distributable layers; Docker calls them foreign. */
    private boolean isForeign(Descriptor blob, JsonNode layer) {
        return (blob.mediaType().contains("nondistributable")
                        || blob.mediaType().contains("foreign")
                        || layer.path("urls").isArray())
                && !layout.has(blob);
    }

    @Override
    public InputStream open(StoredLayer layer) throws IOException {
        Descriptor blob = blobs.get(layer.diffId());
        if (blob == null) {
            throw new OciException("layer " + layer.diffId() + " is of no image that was found in " + description());
        }
        return Compression.unpack(layout.openBlob(blob));
    }

    @Override
    public String description() {
        return "the OCI layout " + layout.root();
    }

    @Override
    public void close() {}

    private JsonNode readJson(Descriptor blob) throws IOException {
        try {
            return json.readTree(layout.readJson(blob));
        } catch (JsonProcessingException e) {
            throw new OciException("blob " + blob.digest() + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Descriptor descriptor(JsonNode json, Descriptor where) throws OciException {
        if (!json.path("digest").isTextual() || !json.path("size").canConvertToLong()) {
            throw new OciException("a descriptor without digest or size in " + where.digest());
        }
        return new Descriptor(
                json.path("mediaType").asText(),
                Digest.parse(json.path("digest").asText()),
                json.path("size").asLong());
    }
}
