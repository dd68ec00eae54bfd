package io.github.tcib.tree;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads sizes and times from {@code build-result.json}. */
public final class Measurements {

    private static final double MILLIS = 1000.0;

    private Measurements() {}

    /**
     * What the file knows, by the image's name; nothing when there is no file.
     *
     * @throws IOException when the file cannot be read or is not what a build writes; the message says so
     */
    public static Map<String, Measurement> read(Path file) throws IOException {
        Map<String, Measurement> measurements = new TreeMap<>();
        if (!Files.exists(file)) {
            return measurements;
        }
        JsonNode root;
        try {
            root = JsonText.read(ForeignFile.read(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        for (JsonNode image : root.path("images")) {
            measurements.put(image.path("name").asText(), measurementIn(image));
        }
        return measurements;
    }

    /** A cached image took no time in the last build, which says nothing about what it takes. */
    private static Measurement measurementIn(JsonNode image) {
        JsonNode bytes = image.path("sizeBytes");
        JsonNode seconds = image.path("seconds");
        boolean built = image.path("status").asText().equals("built");
        return new Measurement(
                bytes.isIntegralNumber() ? Optional.of(bytes.asLong()) : Optional.empty(),
                built && seconds.isNumber()
                        ? Optional.of(Duration.ofMillis(Math.round(seconds.asDouble() * MILLIS)))
                        : Optional.empty());
    }
}
