package io.github.tcib.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An image for several platforms: an index of manifests, one a platform (OCI image-spec 1.1, image-index.md). */
public final class PlatformIndex {

    private static final int DEEPEST_INDEX = 4;

    private final Descriptor descriptor;
    private final byte[] content;

    private PlatformIndex(Descriptor descriptor, byte[] content) {
        this.descriptor = descriptor;
        this.content = content;
    }

    /**
     * Makes an index. It is one of Docker's when all manifests are.
     *
     * @param manifests by platform, in the order they are to have
     */
    public static PlatformIndex of(Map<Platform, Descriptor> manifests) throws IOException {
        boolean docker = manifests.values().stream()
                .allMatch(manifest -> manifest.mediaType().equals(MediaTypes.DOCKER_MANIFEST));
        String type = docker ? MediaTypes.DOCKER_INDEX : MediaTypes.OCI_INDEX;
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", type);
        ArrayNode entries = index.putArray("manifests");
        manifests.forEach((platform, manifest) -> {
            ObjectNode entry = Manifest.json(new Descriptor(manifest.mediaType(), manifest.digest(), manifest.size()));
            ObjectNode json = entry.putObject("platform");
            json.put("architecture", platform.architecture());
            json.put("os", platform.os());
            if (!platform.variant().isEmpty()) {
                json.put("variant", platform.variant());
            }
            entries.add(entry);
        });
        byte[] content = Json.write(index);
        return new PlatformIndex(new Descriptor(type, Digest.of(content), content.length), content);
    }

    /**
     * The manifests that a reference of a layout leads to: those of its index, or the one that it names itself.
     *
     * @throws OciException when an index is damaged
     */
    public static List<Descriptor> manifestsOf(OciLayout layout, Descriptor named) throws IOException {
        List<Descriptor> manifests = new ArrayList<>();
        add(layout, named, 0, manifests);
        return manifests;
    }

    private static void add(OciLayout layout, Descriptor named, int depth, List<Descriptor> manifests)
            throws IOException {
        if (!MediaTypes.isIndex(named.mediaType()) || depth == DEEPEST_INDEX) {
            manifests.add(named);
            return;
        }
        String where = "index " + named.digest();
        for (JsonNode entry : Json.read(layout.readJson(named), where).path("manifests")) {
            add(layout, Manifest.descriptor(entry, where), depth + 1, manifests);
        }
    }

    /** Media type, digest and size. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Its bytes. */
    public byte[] content() {
        return content.clone();
    }

    /** Writes it to a layout, under a reference. */
    public void writeTo(OciLayout layout, String reference) throws IOException {
        Descriptor blob = layout.writeBlob(descriptor.mediaType(), content);
        if (!layout.index().find(reference).map(Descriptor::digest).equals(Optional.of(blob.digest()))) {
            layout.index().write(reference, blob);
        }
    }
}
