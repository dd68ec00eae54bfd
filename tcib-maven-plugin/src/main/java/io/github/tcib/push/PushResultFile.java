package io.github.tcib.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.registry.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the results of a push: all of it as JSON ({@code docs/push-result.schema.json} describes it), and as YAML what is in
 * the registry, one {@code name: repository@digest} a line, as values for Kustomize and Helm.
 */
public final class PushResultFile {

    private static final int VERSION = 1;
    /** Words that YAML 1.1 takes for something else than text. */
    private static final String YAML_WORDS = "(?i)y|n|yes|no|on|off|true|false|null|~|[0-9.+-].*";

    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    /** Writes everything. */
    public void writeJson(PushResult result, Path file) throws IOException {
        SortedMap<String, Object> content = new TreeMap<>();
        content.put("version", VERSION);
        content.put("complete", result.isComplete());
        content.put("dryRun", result.dryRun());
        content.put("seconds", seconds(result.duration()));
        putTraffic(content, result.traffic());
        content.put("images", result.images().stream().map(this::imageOf).toList());
        write(file, json.writeValueAsString(content) + "\n");
    }

    /** Writes what is in the registry for sure. */
    public void writeDigests(PushResult result, Path file) throws IOException {
        StringBuilder yaml = new StringBuilder();
        SortedMap<String, String> pinned = new TreeMap<>();
        if (!result.dryRun()) {
            for (PushedImage image : result.images()) {
                image.pinned().ifPresent(reference -> pinned.put(image.image().name(), reference));
            }
        }
        pinned.forEach((name, reference) -> yaml.append(name.matches(YAML_WORDS) ? "\"" + name + "\"" : name)
                .append(": ")
                .append(reference)
                .append('\n'));
        write(file, yaml.isEmpty() ? "{}\n" : yaml.toString());
    }

    private SortedMap<String, Object> imageOf(PushedImage pushed) {
        SortedMap<String, Object> image = new TreeMap<>();
        image.put("name", pushed.image().name());
        image.put("reference", pushed.references().get(0).toString());
        image.put(
                "references",
                pushed.references().stream().map(ImageReference::toString).toList());
        image.put("status", pushed.status().word());
        image.put("seconds", seconds(pushed.duration()));
        putTraffic(image, pushed.traffic());
        pushed.manifest().ifPresent(manifest -> {
            image.put("digest", manifest.digest().toString());
            manifest.mediaType().ifPresent(type -> image.put("mediaType", type));
        });
        if (!pushed.platforms().isEmpty()) {
            List<SortedMap<String, Object>> platforms = new ArrayList<>();
            pushed.platforms()
                    .forEach((platform, digest) -> platforms.add(
                            new TreeMap<>(Map.of("platform", platform.toString(), "digest", digest.toString()))));
            image.put("platforms", platforms);
        }
        pushed.pinned().ifPresent(reference -> image.put("pinned", reference));
        if (!pushed.reason().isEmpty()) {
            image.put("reason", pushed.reason());
        }
        return image;
    }

    private static void putTraffic(SortedMap<String, Object> content, Traffic traffic) {
        content.put("bytesSent", traffic.sent());
        content.put("bytesMounted", traffic.mounted());
        content.put("bytesSkipped", traffic.skipped());
    }

    private static void write(Path file, String text) throws IOException {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, file.getFileName() + ".", ".part");
        try {
            Files.write(unfinished, text.getBytes(UTF_8));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
