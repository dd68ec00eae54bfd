package io.github.tcib.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.nio.file.Path;

/** JSON to and from bytes, for manifests, configs and indexes. */
final class Json {

    private Json() {}

    /** @throws OciException when it is no JSON object */
    static JsonNode read(byte[] content, String what) throws IOException {
        JsonNode node = readAny(content, what);
        if (!node.isObject()) {
            throw new OciException(what + " is not a JSON object");
        }
        return node;
    }

    /** Reads a file; an {@link OciException} says that it is no JSON object. */
    static JsonNode read(Path file) throws IOException {
        return read(ForeignFile.read(file), "'" + file + "'");
    }

    /** @throws OciException when it is no JSON array */
    static JsonNode readArray(byte[] content, String what) throws IOException {
        JsonNode node = readAny(content, what);
        if (!node.isArray()) {
            throw new OciException(what + " is not a JSON array");
        }
        return node;
    }

    private static JsonNode readAny(byte[] content, String what) throws IOException {
        try {
            return JsonText.read(content);
        } catch (JsonProcessingException e) {
            throw new OciException(what + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static byte[] write(JsonNode node) {
        return JsonText.write(node);
    }
}
