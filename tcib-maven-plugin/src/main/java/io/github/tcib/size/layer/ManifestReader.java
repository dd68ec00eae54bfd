package io.github.tcib.size.layer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what manifest and config say of an image's layers (OCI image-spec 1.1, manifest.md and image-index.md), whoever has
 * them. It takes an image whose layers cannot all be read: their sizes still count.
 */
public final class ManifestReader {

    private static final int DEEPEST_INDEX = 4;

    private final Blobs blobs;
    private final Platform platform;

    /** @param platform is chosen from an index of several */
    public ManifestReader(Blobs blobs, Platform platform) {
        this.blobs = blobs;
        this.platform = platform;
    }

    /** Who has manifests and configs; the content is that of the digest, or reading it fails. */
    public interface Blobs {

        byte[] readManifest(Descriptor manifest) throws IOException;

        byte[] readConfig(Descriptor config) throws IOException;
    }

    /**
     * An image.
     *
     * @param manifest the one of the platform
     * @param layers bottom first
     */
    public record Image(Descriptor manifest, List<Layer> layers) {

        public Image {
            layers = List.copyOf(layers);
        }
    }

    /**
     * A layer.
     *
     * @param blob as it is packed
     * @param createdBy what the history says of it; may be empty
     * @param foreign whether it may have to be got elsewhere (OCI image-spec 1.1, layer.md: non-distributable layers; Docker
     *     calls them foreign)
     */
    public record Layer(Digest diffId, Descriptor blob, String createdBy, boolean foreign) {}

    /** Reads the image of a manifest or of an index. */
    public Image read(Descriptor descriptor) throws IOException {
        return read(descriptor, 0);
    }

    private Image read(Descriptor descriptor, int depth) throws IOException {
        JsonNode manifest = parse(blobs.readManifest(descriptor), descriptor);
        if (manifest.path("manifests").isArray()) {
            if (depth == DEEPEST_INDEX) {
                throw new OciException("index " + descriptor.digest() + " lists indexes of indexes without end");
            }
            return read(select(manifest, descriptor), depth + 1);
        }
        if (manifest.path("schemaVersion").asInt() == 1) {
            throw new OciException("manifest " + descriptor.digest()
                    + " is of schema 1, which has no image config; push the image again with a current tool");
        }
        Descriptor configBlob = descriptor(manifest.path("config"), descriptor);
        ImageConfig config = new ImageConfig(parse(blobs.readConfig(configBlob), configBlob));
        List<Digest> diffIds = config.diffIds();
        JsonNode layers = manifest.path("layers");
        if (layers.isObject() || diffIds.size() != layers.size()) {
            throw new OciException("the number of layers is " + layers.size() + " in manifest " + descriptor.digest()
                    + " and " + diffIds.size() + " in its config");
        }
        List<Layer> read = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            Descriptor blob = descriptor(layers.get(i), descriptor);
            read.add(new Layer(diffIds.get(i), blob, config.createdBy(i), isForeign(blob, layers.get(i))));
        }
        return new Image(descriptor, read);
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

    private static boolean isForeign(Descriptor blob, JsonNode layer) {
        return blob.mediaType().contains("nondistributable")
                || blob.mediaType().contains("foreign")
                || layer.path("urls").isArray();
    }

    private JsonNode parse(byte[] content, Descriptor blob) throws IOException {
        try {
            return JsonText.read(content);
        } catch (JsonProcessingException e) {
            throw new OciException("blob " + blob.digest() + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Descriptor descriptor(JsonNode json, Descriptor where) throws OciException {
        if (!json.path("digest").isTextual()
                || !json.path("size").canConvertToLong()
                || json.path("size").asLong() < 0) {
            throw new OciException("a descriptor without digest or size in " + where.digest());
        }
        return new Descriptor(
                json.path("mediaType").asText(),
                Digest.parse(json.path("digest").asText()),
                json.path("size").asLong());
    }
}
