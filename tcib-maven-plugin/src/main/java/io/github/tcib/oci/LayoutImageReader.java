package io.github.tcib.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads an image of a layout: picks the platform, and checks that manifest, config and layers fit together. */
final class LayoutImageReader {

    private static final int DEEPEST_INDEX = 4;

    private final OciLayout layout;
    private final Optional<Platform> platform;

    LayoutImageReader(OciLayout layout, Optional<Platform> platform) {
        this.layout = layout;
        this.platform = platform;
    }

    LayoutImage read(Descriptor descriptor) throws IOException {
        return read(descriptor, 0);
    }

    private LayoutImage read(Descriptor descriptor, int depth) throws IOException {
        JsonNode json = Json.read(layout.readJson(descriptor), "manifest " + descriptor.digest());
        String type = json.path("mediaType").asText(descriptor.mediaType());
        if (MediaTypes.isSchema1(type) || json.path("schemaVersion").asInt() == 1) {
            throw new OciException("manifest " + descriptor.digest()
                    + " is of schema 1, which has no image config; push the base image again with a current tool");
        }
        if (MediaTypes.isIndex(type) || json.path("manifests").isArray()) {
            if (depth == DEEPEST_INDEX) {
                throw new OciException("index " + descriptor.digest() + " lists indexes of indexes without end");
            }
            String where = "index " + descriptor.digest();
            if (platform.isEmpty()) {
                throw new OciException(where + " is not the manifest of one image");
            }
            return read(select(json, where, platform.get()), depth + 1);
        }
        if (!MediaTypes.isManifest(type)) {
            throw new OciException(descriptor.digest() + " is a " + type + ", not the manifest of an image");
        }
        return image(descriptor.as(type), json);
    }

    /** The manifest in an index that is for a platform. */
    static Descriptor select(JsonNode index, String where, Platform wanted) throws OciException {
        SortedSet<String> offered = new TreeSet<>();
        List<Descriptor> unknown = new ArrayList<>();
        for (JsonNode entry : index.path("manifests")) {
            JsonNode json = entry.path("platform");
            if (json.isMissingNode()) {
                unknown.add(Manifest.descriptor(entry, where));
                continue;
            }
            Platform found = new Platform(
                    json.path("os").asText(),
                    json.path("architecture").asText(),
                    json.path("variant").asText(""));
            if (wanted.accepts(found)) {
                return Manifest.descriptor(entry, where);
            }
            if (!found.os().equals("unknown")) {
                offered.add(found.toString());
            }
        }
        if (unknown.size() == 1 && offered.isEmpty()) {
            return unknown.get(0);
        }
        throw new OciException(where + " has no image for " + wanted + ", only for "
                + (offered.isEmpty() ? "unnamed platforms" : String.join(", ", offered))
                + "; choose another base or set tcib.platform");
    }

    LayoutImage image(Descriptor manifest, JsonNode json) throws IOException {
        String where = "manifest " + manifest.digest();
        Descriptor configBlob = Manifest.descriptor(json.path("config"), where);
        JsonNode config = Json.read(layout.readJson(configBlob), "config " + configBlob.digest());
        JsonNode diffIds = config.path("rootfs").path("diff_ids");
        JsonNode blobs = json.path("layers");
        if (diffIds.isObject() || blobs.isObject() || diffIds.size() != blobs.size()) {
            throw new OciException("the number of layers is " + blobs.size() + " in " + where + " and " + diffIds.size()
                    + " in config " + configBlob.digest());
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < blobs.size(); i++) {
            Descriptor blob = Manifest.descriptor(blobs.get(i), where);
            MediaTypes.compressionOf(blob.mediaType());
            layers.add(new Layer(blob, Digest.parse(diffIds.get(i).asText())));
        }
        LayoutImage image = new LayoutImage(manifest, configBlob, config, layers);
        if (platform.isPresent() && !platform.get().accepts(image.platform())) {
            throw new OciException("the image of " + where + " is for " + image.platform() + ", not for "
                    + platform.get() + "; choose another base or set tcib.platform");
        }
        return image;
    }
}
