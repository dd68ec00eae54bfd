package io.github.tcib.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A manifest, or an index of manifests, that came from a registry. It is kept in the layout as a blob, so that an image that is
 * pinned by its digest is found again without the registry.
 */
public final class PulledManifest {

    private final Descriptor descriptor;
    private final JsonNode json;

    private PulledManifest(Descriptor descriptor, JsonNode json) {
        this.descriptor = descriptor;
        this.json = json;
    }

    /**
     * Writes it to a layout.
     *
     * @throws OciException when it is of schema 1
     */
    public static PulledManifest store(OciLayout layout, String mediaType, byte[] content) throws IOException {
        Digest digest = Digest.of(content);
        JsonNode json = Json.read(content, "manifest " + digest);
        String type = json.path("mediaType").asText(mediaType);
        if (MediaTypes.isSchema1(type) || json.path("schemaVersion").asInt() == 1) {
            throw new OciException("manifest " + digest
                    + " is of schema 1, which has no image config; push the base image again with a current tool");
        }
        return new PulledManifest(layout.writeBlob(type, content), json);
    }

    /** The image of that digest, which may be that of an index, if the layout has all of it. */
    public static Optional<LayoutImage> find(OciLayout layout, Digest digest, Platform platform) throws IOException {
        Path file = layout.pathOf(digest);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            LayoutImage image =
                    layout.readImage(new Descriptor(MediaTypes.OCI_MANIFEST, digest, Files.size(file)), platform);
            boolean whole = image.layers().stream().allMatch(layer -> layout.has(layer.blob()));
            return whole ? Optional.of(image) : Optional.empty();
        } catch (OciException e) {
            // A part is missing or damaged; what is wrong with the image itself comes up again when it is pulled.
            return Optional.empty();
        }
    }

    /**
     * The manifest for a platform in an index; empty when this is the manifest of an image.
     *
     * @throws OciException when the index has none for it
     */
    public Optional<Descriptor> select(Platform platform) throws OciException {
        boolean index = MediaTypes.isIndex(descriptor.mediaType())
                || json.path("manifests").isArray();
        return index
                ? Optional.of(LayoutImageReader.select(json, "index " + descriptor.digest(), platform))
                : Optional.empty();
    }

    /** Config and layers. */
    public List<Descriptor> blobs() throws OciException {
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(Manifest.descriptor(json.path("config"), "manifest " + descriptor.digest()));
        for (JsonNode layer : json.path("layers")) {
            blobs.add(Manifest.descriptor(layer, "manifest " + descriptor.digest()));
        }
        return blobs;
    }

    /** The image, once all of it is in the layout. */
    public LayoutImage readImage(OciLayout layout, Platform platform) throws IOException {
        return layout.readImage(descriptor, platform);
    }
}
