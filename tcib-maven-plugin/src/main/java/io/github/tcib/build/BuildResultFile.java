package io.github.tcib.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.model.ImageName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the results of a build as JSON; {@code docs/build-result.schema.json} describes it. */
final class BuildResultFile {

    private static final int VERSION = 1;

    private final Path file;
    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    BuildResultFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** @throws BuildFailure when the file cannot be written */
    void write(BuildResult result) throws BuildFailure {
        SortedMap<String, Object> content = new TreeMap<>();
        content.put("version", VERSION);
        content.put("complete", result.isComplete());
        content.put("interrupted", result.interrupted());
        content.put("seconds", seconds(result.duration()));
        content.put(
                "criticalPath",
                result.criticalPath().stream().map(ImageName::value).toList());
        content.put("images", result.images().stream().map(this::imageOf).toList());
        try {
            AtomicFile.write(file, (json.writeValueAsString(content) + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new BuildFailure(
                    BuildFailure.Kind.DETERMINISTIC,
                    "the results cannot be written to " + file + ": " + e.getMessage());
        }
    }

    private SortedMap<String, Object> imageOf(ImageResult result) {
        SortedMap<String, Object> image = new TreeMap<>();
        image.put("name", result.image().value());
        image.put("status", result.status().word());
        result.reference().ifPresent(reference -> image.put("reference", reference));
        result.parent().ifPresent(parent -> image.put("parent", parent));
        if (!result.reason().isEmpty()) {
            image.put("reason", result.reason());
        }
        result.stored().ifPresent(stored -> {
            image.put("id", stored.id());
            image.put("digest", stored.digest());
            image.put("sizeBytes", stored.sizeBytes());
        });
        result.effort().ifPresent(effort -> {
            image.put("engine", effort.engine());
            image.put("seconds", seconds(effort.duration()));
            image.put("attempts", effort.attempts());
            image.put("log", relative(effort.log()));
        });
        result.failure().flatMap(ImageResult.Failure::command).ifPresent(command -> image.put("command", command));
        return image;
    }

    /** Logs lie beside the file, and both may be moved: CI keeps the folder as an artifact. */
    private String relative(Path log) {
        Path directory = file.resolveSibling("");
        Path absolute = log.toAbsolutePath();
        return (absolute.startsWith(directory) ? directory.relativize(absolute) : absolute)
                .toString()
                .replace('\\', '/');
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
