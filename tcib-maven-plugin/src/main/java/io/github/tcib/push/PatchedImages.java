package io.github.tcib.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.RegistryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which images tcib:hotfix or tcib:update made ({@code hotfix-result.json}, {@code update-result.json}). */
final class PatchedImages {

    private static final String PATCHED = "patched";

    private PatchedImages() {}

    /** Whether a result is of one of these goals. */
    static boolean areIn(JsonNode json) {
        return json.has("goal");
    }

    /**
     * The new images. Each has the one it was made of as its parent: a registry that has that one has most blobs.
     *
     * @throws PushException when the goal failed for an image or was refused
     */
    static List<BuiltImage> read(JsonNode json, Path file) throws PushException {
        if (!json.path("complete").asBoolean()) {
            throw new PushException("nothing is pushed, because tcib:"
                    + json.path("goal").asText() + " did not do all it was to do ('" + file
                    + "' says why); mend that, and run it again");
        }
        Set<String> names = new HashSet<>();
        List<BuiltImage> images = new ArrayList<>();
        for (JsonNode image : json.path("images")) {
            if (image.path("status").asText().equals(PATCHED)) {
                String reference = image.path("newReference").asText();
                String repository = repositoryOf(reference);
                String last = repository.substring(repository.lastIndexOf('/') + 1);
                images.add(new BuiltImage(
                        names.add(last) ? last : repository,
                        reference,
                        Optional.of(image.path("reference").asText()),
                        image.path("digest").asText(),
                        image.path("id").asText()));
            }
        }
        return images;
    }

    private static String repositoryOf(String reference) throws PushException {
        try {
            return ImageReference.parse(reference).repository();
        } catch (RegistryException e) {
            throw new PushException(String.valueOf(e.getMessage()));
        }
    }
}
