package io.github.tcib.size.layer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.util.ArrayList;
import java.util.List;

/** What the config of an image says of its layers (OCI image-spec 1.1, config.md). */
final class ImageConfig {

    private final JsonNode json;

    ImageConfig(JsonNode json) {
        this.json = json;
    }

    List<Digest> diffIds() throws OciException {
        List<Digest> diffIds = new ArrayList<>();
        for (JsonNode id : json.path("rootfs").path("diff_ids")) {
            diffIds.add(Digest.parse(id.asText()));
        }
        return diffIds;
    }

    /** What made the layer of that number; empty when the history does not say. */
    String createdBy(int layer) {
        int number = 0;
        for (JsonNode step : json.path("history")) {
            if (!step.path("empty_layer").asBoolean(false) && number++ == layer) {
                return step.path("created_by").asText("");
            }
        }
        return "";
    }
}
