package io.github.tcib.size;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.FileVersion;
import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The images that a build made or found, as its result file names them ({@code docs/build-result.schema.json}).
 *
 * @param requests one an image
 * @param digests of the manifests, as far as they are known
 * @param engines that built them, as far as they are known
 * @param missing names of images that should have been built and were not
 */
public record BuiltImages(List<ImageRequest> requests, Set<String> digests, Set<String> engines, List<String> missing) {

    private static final int VERSION = 1;

    public BuiltImages {
        requests = List.copyOf(requests);
        digests = Set.copyOf(digests);
        engines = Set.copyOf(engines);
        missing = List.copyOf(missing);
    }

    /** @throws IOException when the file is missing, damaged or of another version; the message is worded for the user */
    public static BuiltImages read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("there is no result of a build in " + file
                    + "; run tcib:build first, or set tcib.sizeReport.source");
        }
        JsonNode json;
        try {
            json = JsonText.read(ForeignFile.read(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        Optional<String> problem = FileVersion.problem(json, List.of(VERSION), "run tcib:build of this one");
        if (problem.isPresent()) {
            throw new IOException(file + " " + problem.get());
        }
        List<ImageRequest> requests = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Set<String> digests = new TreeSet<>();
        Set<String> engines = new TreeSet<>();
        for (JsonNode image : json.path("images")) {
            switch (image.path("status").asText()) {
                case "built", "cached" -> {
                    requests.add(new ImageRequest(
                            image.path("name").asText(),
                            image.path("reference").asText(),
                            image.path("parent").isTextual()
                                    ? Optional.of(image.path("parent").asText())
                                    : Optional.empty()));
                    if (image.path("digest").isTextual()) {
                        digests.add(image.path("digest").asText());
                    }
                    if (image.path("engine").isTextual()) {
                        engines.add(image.path("engine").asText());
                    }
                }
                case "excluded" -> {
                    // not to be built, so not to be measured
                }
                default -> missing.add(image.path("name").asText());
            }
        }
        return new BuiltImages(requests, digests, engines, missing);
    }
}
