package io.github.tcib.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.FileVersion;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of a build for several platforms as one JSON file ({@code docs/build-result-platforms.schema.json}). The results
 * of each platform lie in its own directory, in the format of a build for one.
 */
public final class PlatformResults {

    private static final int VERSION = 2;
    /** Of results for one platform, which name none. */
    private static final int ALONE = 1;

    private final Path file;
    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    /** @param file the results of all platforms; those of one lie in directories beside it */
    public PlatformResults(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * What became of a tree on a platform.
     *
     * @param target the platform
     * @param references what its images are called in the registry, by name
     * @param result what became of them
     */
    public record Outcome(PlatformTarget target, Map<String, String> references, BuildResult result) {}

    /**
     * Writes what became of the tree.
     *
     * @param targets all platforms that were asked for
     * @param outcomes one a platform that was reached
     */
    public void write(Collection<PlatformTarget> targets, List<Outcome> outcomes) throws IOException {
        SortedMap<String, Object> content = new TreeMap<>();
        content.put("version", VERSION);
        content.put("complete", isComplete(targets, outcomes));
        content.put(
                "interrupted",
                outcomes.stream().anyMatch(outcome -> outcome.result().interrupted()));
        Duration duration =
                outcomes.stream().map(outcome -> outcome.result().duration()).reduce(Duration.ZERO, Duration::plus);
        content.put("seconds", duration.toMillis() / 1000.0);
        content.put(
                "platforms",
                targets.stream().map(target -> platformOf(target, outcomes)).toList());
        content.put("images", imagesOf(outcomes));
        AtomicFile.write(file, (json.writeValueAsString(content) + "\n").getBytes(UTF_8));
    }

    /** Whether all platforms were reached, and all of their images are there. */
    public static boolean isComplete(Collection<PlatformTarget> targets, List<Outcome> outcomes) {
        return outcomes.size() == targets.size()
                && outcomes.stream().allMatch(outcome -> outcome.result().isComplete());
    }

    private SortedMap<String, Object> platformOf(PlatformTarget target, List<Outcome> outcomes) {
        SortedMap<String, Object> platform = new TreeMap<>();
        platform.put("platform", target.platform().toString());
        Optional<Outcome> outcome =
                outcomes.stream().filter(one -> one.target().equals(target)).findFirst();
        platform.put("complete", outcome.map(one -> one.result().isComplete()).orElse(false));
        if (outcome.isPresent()) {
            platform.put(
                    "results",
                    file.resolveSibling("")
                            .relativize(target.resultFile().toAbsolutePath())
                            .toString()
                            .replace('\\', '/'));
        }
        return platform;
    }

    private static List<SortedMap<String, Object>> imagesOf(List<Outcome> outcomes) {
        Map<String, SortedMap<String, Object>> images = new LinkedHashMap<>();
        Map<String, List<SortedMap<String, Object>>> platforms = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            for (ImageResult result : outcome.result().images()) {
                String name = result.image().value();
                SortedMap<String, Object> image = images.computeIfAbsent(name, any -> new TreeMap<>());
                image.put("name", name);
                if (outcome.references().containsKey(name) && result.reference().isPresent()) {
                    image.put("reference", outcome.references().getOrDefault(name, ""));
                }
                List<SortedMap<String, Object>> onPlatforms = platforms.computeIfAbsent(name, any -> new ArrayList<>());
                onPlatforms.add(imageOf(outcome.target().platform(), result));
                image.put("platforms", onPlatforms);
            }
        }
        return List.copyOf(images.values());
    }

    private static SortedMap<String, Object> imageOf(Platform platform, ImageResult result) {
        SortedMap<String, Object> image = new TreeMap<>();
        image.put("platform", platform.toString());
        image.put("status", result.status().word());
        result.reference().ifPresent(reference -> image.put("reference", reference));
        result.parent().ifPresent(parent -> image.put("parent", parent));
        if (!result.reason().isEmpty()) {
            image.put("reason", result.reason());
        }
        result.stored().ifPresent((StoredImage stored) -> {
            image.put("id", stored.id());
            image.put("digest", stored.digest());
            image.put("sizeBytes", stored.sizeBytes());
        });
        return image;
    }

    /**
     * The platforms of the last build; nothing when it was for one, or there was none.
     *
     * @throws IOException when the file is damaged or of a version that is not known, worded for the user
     */
    public List<PlatformTarget> readTargets() throws IOException {
        List<PlatformTarget> targets = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return targets;
        }
        JsonNode content;
        try {
            content = JsonText.read(ForeignFile.read(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        Optional<String> problem = FileVersion.problem(content, List.of(ALONE, VERSION), "build again with this one");
        if (problem.isPresent()) {
            throw new IOException(file + " " + problem.get());
        }
        for (JsonNode platform : content.path("platforms")) {
            if (!platform.has("results")) {
                continue;
            }
            try {
                Path results =
                        file.resolveSibling(platform.path("results").asText()).normalize();
                if (!results.startsWith(file.resolveSibling(""))) {
                    throw new OciException("it names results that are not below it");
                }
                targets.add(new PlatformTarget(
                        Platform.parse(platform.path("platform").asText()), results.resolveSibling(""), false));
            } catch (OciException | InvalidPathException e) {
                throw new IOException(file + ": " + e.getMessage() + "; build again", e);
            }
        }
        return targets;
    }
}
