package io.github.tcib.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An image in a layout.
 *
 * @param manifest of the image
 * @param configBlob its config, whose digest is what tools call the image's id
 * @param config the config with every field it has, also unknown ones; not to be changed
 * @param layers bottom first
 */
public record LayoutImage(Descriptor manifest, Descriptor configBlob, JsonNode config, List<Layer> layers) {

    public LayoutImage {
        layers = List.copyOf(layers);
    }

    /** A copy of the config to make another from. */
    public ObjectNode copyOfConfig() {
        return config.deepCopy();
    }

    /** What the config says the image is for. */
    public Platform platform() {
        return platformOf(config);
    }

    static Platform platformOf(JsonNode config) {
        return new Platform(
                config.path("os").asText("linux"),
                config.path("architecture").asText(""),
                config.path("variant").asText(""));
    }
}
