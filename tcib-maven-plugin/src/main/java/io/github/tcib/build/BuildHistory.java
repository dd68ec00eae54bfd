package io.github.tcib.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is remembered of the last build of every image in a store, so that the plan can say what changed and the scheduler
 * knows what takes long. Kept by repository, without the tag: a new tag is no new image. Only the platform at its end counts, when
 * the tree is built for several.
 */
final class BuildHistory {

    private static final int VERSION = 1;
    /** Enough of a digest to tell two states of one file apart. */
    private static final int DIGITS = 16;

    private static final Pattern PLATFORM = Pattern.compile("-linux-[a-z0-9]+(-v[0-9]+)?$");

    private final StateFile file;
    private final Map<String, LastBuild> builds;

    private BuildHistory(StateFile file, Map<String, LastBuild> builds) {
        this.file = file;
        this.builds = builds;
    }

    /** Reads the history of a store; an empty one when there is none or it is damaged. */
    static BuildHistory read(Path stateDirectory, Consumer<String> warnings) {
        StateFile file = new StateFile(stateDirectory.resolve("builds.json"), VERSION, warnings);
        Map<String, LastBuild> builds = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : file.read().path("images").properties()) {
            builds.put(entry.getKey(), LastBuild.from(entry.getValue()));
        }
        return new BuildHistory(file, builds);
    }

    /** The last build of an image. */
    Optional<LastBuild> of(String reference) {
        return Optional.ofNullable(builds.get(repositoryOf(reference)));
    }

    /** Remembers a build. */
    void add(String reference, ImageKey key, Duration duration) {
        builds.put(repositoryOf(reference), LastBuild.of(key, duration));
    }

    /** Writes everything for the next build. */
    void write() {
        ObjectNode content = file.empty();
        ObjectNode images = content.putObject("images");
        builds.forEach((repository, build) -> build.writeTo(images.putObject(repository)));
        file.write(content);
    }

    private static String repositoryOf(String reference) {
        int colon = reference.lastIndexOf(':');
        if (colon <= reference.lastIndexOf('/')) {
            return reference;
        }
        Matcher platform = PLATFORM.matcher(reference);
        return reference.substring(0, colon) + (platform.find(colon) ? platform.group() : "");
    }

    /**
     * One image as it was built last.
     *
     * @param key the key it got
     * @param steps keyword and shortened digest of each instruction
     * @param ingredients shortened digests of the ingredients' values, by name
     * @param duration how long it took
     */
    record LastBuild(String key, List<String> steps, SortedMap<String, String> ingredients, Duration duration) {

        LastBuild {
            steps = List.copyOf(steps);
            ingredients = Collections.unmodifiableSortedMap(new TreeMap<>(ingredients));
        }

        static LastBuild of(ImageKey key, Duration duration) {
            return new LastBuild(key.value(), shortSteps(key), shortIngredients(key), duration);
        }

        static List<String> shortSteps(ImageKey key) {
            return key.steps().stream()
                    .map(step -> step.keyword() + " " + step.digest().substring(0, DIGITS))
                    .toList();
        }

        static SortedMap<String, String> shortIngredients(ImageKey key) {
            SortedMap<String, String> states = new TreeMap<>();
            key.ingredients()
                    .forEach((name, state) ->
                            states.put(name, Sha256.of(state.value()).substring(0, DIGITS)));
            return states;
        }

        private static LastBuild from(JsonNode node) {
            List<String> steps = new ArrayList<>();
            node.path("steps").forEach(step -> steps.add(step.asText()));
            SortedMap<String, String> ingredients = new TreeMap<>();
            node.path("ingredients")
                    .properties()
                    .forEach(e -> ingredients.put(e.getKey(), e.getValue().asText()));
            long millis = Math.max(0, Math.round(node.path("seconds").asDouble() * 1000));
            return new LastBuild(node.path("key").asText(), steps, ingredients, Duration.ofMillis(millis));
        }

        private void writeTo(ObjectNode node) {
            node.put("key", key);
            node.put("seconds", duration.toMillis() / 1000.0);
            steps.forEach(node.putArray("steps")::add);
            ingredients.forEach(node.putObject("ingredients")::put);
        }
    }
}
