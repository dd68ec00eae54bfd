package io.github.tcib.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Manifests as JSON (OCI image-spec 1.1, manifest.md). */
final class Manifest {

    private Manifest() {}

    static ObjectNode of(
            ImageFormat format, Descriptor config, List<Layer> layers, SortedMap<String, String> annotations)
            throws OciException {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", format.manifestType());
        manifest.set("config", json(config));
        ArrayNode blobs = manifest.putArray("layers");
        for (Layer layer : layers) {
            Compression compression = MediaTypes.compressionOf(layer.blob().mediaType());
            blobs.add(json(layer.blob().as(format.layerType(compression))));
        }
        if (!annotations.isEmpty() && format == ImageFormat.OCI) {
            ObjectNode json = manifest.putObject("annotations");
            annotations.forEach(json::put);
        }
        return manifest;
    }

    static ObjectNode json(Descriptor descriptor) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("mediaType", descriptor.mediaType());
        json.put("digest", descriptor.digest().toString());
        json.put("size", descriptor.size());
        if (!descriptor.annotations().isEmpty()) {
            ObjectNode annotations = json.putObject("annotations");
            descriptor.annotations().forEach(annotations::put);
        }
        return json;
    }

    static Descriptor descriptor(JsonNode json, String where) throws OciException {
        if (!json.path("digest").isTextual()
                || !json.path("size").isIntegralNumber()
                || !json.path("size").canConvertToLong()
                || json.path("size").asLong() < 0) {
            throw new OciException("a descriptor without digest or size in " + where);
        }
        SortedMap<String, String> annotations = new TreeMap<>();
        for (Map.Entry<String, JsonNode> annotation : json.path("annotations").properties()) {
            annotations.put(annotation.getKey(), annotation.getValue().asText());
        }
        return new Descriptor(
                json.path("mediaType").asText(),
                Digest.parse(json.path("digest").asText()),
                json.path("size").asLong(),
                annotations);
    }
}
