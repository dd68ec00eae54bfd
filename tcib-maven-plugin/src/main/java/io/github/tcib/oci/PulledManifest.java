package io.github.tcib.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The manifest of an image that comes from a registry. The transport hands it out parsed, so its raw bytes are lost; its digest
 * is known, and config and layers are copied byte for byte. A note beside the index remembers which image a digest led to.
 */
public final class PulledManifest {

    private static final String NOTES = ".pulled";

    private final ObjectNode json;
    private final Digest digest;

    private PulledManifest(ObjectNode json, Digest digest) {
        this.json = json;
        this.digest = digest;
    }

    /** @param digest of the raw manifest */
    public static PulledManifest parse(byte[] json, Digest digest) throws IOException {
        return new PulledManifest((ObjectNode) Json.read(json, "manifest " + digest), digest);
    }

    /** The image that was pulled for a digest before, if the layout still has it whole. */
    public static Optional<LayoutImage> find(OciLayout layout, String digest, Platform platform) throws IOException {
        Path note = noteOf(layout, Digest.parse(digest), platform);
        if (!Files.isRegularFile(note)) {
            return Optional.empty();
        }
        JsonNode json = Json.read(Files.readAllBytes(note), "'" + note + "'");
        PulledManifest pulled = new PulledManifest(
                (ObjectNode) json.path("manifest"),
                Digest.parse(json.path("digest").asText()));
        for (Descriptor blob : pulled.blobs()) {
            if (!layout.has(blob)) {
                return Optional.empty();
            }
        }
        return Optional.of(pulled.image(layout, platform));
    }

    /** Config and layers. */
    public List<Descriptor> blobs() throws OciException {
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(Manifest.descriptor(json.path("config"), "manifest " + digest));
        for (JsonNode layer : json.path("layers")) {
            blobs.add(Manifest.descriptor(layer, "manifest " + digest));
        }
        return blobs;
    }

    /**
     * The image, once its blobs are in the layout.
     *
     * @param asked the digest that the reference led to, which may be that of an index of several platforms
     */
    public LayoutImage store(OciLayout layout, Digest asked, Platform platform) throws IOException {
        LayoutImage image = image(layout, platform);
        ObjectNode note = json.objectNode();
        note.put("digest", digest.toString());
        note.set("manifest", json);
        for (Digest known : List.of(asked, digest)) {
            Path file = noteOf(layout, known, platform);
            Files.createDirectories(layout.root().resolve(NOTES));
            AtomicFile.write(file, Json.write(note));
        }
        return image;
    }

    private LayoutImage image(OciLayout layout, Platform platform) throws IOException {
        String type = json.path("mediaType").asText(MediaTypes.OCI_MANIFEST);
        return new LayoutImageReader(layout, platform).image(new Descriptor(type, digest, 0), json);
    }

    private static Path noteOf(OciLayout layout, Digest digest, Platform platform) {
        return layout.root()
                .resolve(NOTES)
                .resolve(digest.hex() + "-" + platform.toString().replace('/', '-') + ".json");
    }
}
