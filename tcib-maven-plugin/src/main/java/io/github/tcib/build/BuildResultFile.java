package io.github.tcib.build;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;

/** Writes the results of a build as JSON; {@code docs/build-result.schema.json} describes it. */
final class BuildResultFile {

    private static final int VERSION = 1;

    private final Path file;

    BuildResultFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** @throws BuildFailure when the file cannot be written */
    void write(BuildResult result) throws BuildFailure {
        ObjectNode content = sorted();
        content.put("version", VERSION);
        content.put("complete", result.isComplete());
        content.put("interrupted", result.interrupted());
        content.put("seconds", seconds(result.duration()));
        ArrayNode criticalPath = content.putArray("criticalPath");
        result.criticalPath().forEach(image -> criticalPath.add(image.value()));
        ArrayNode images = content.putArray("images");
        result.images().forEach(image -> images.add(imageOf(image)));
        try {
            AtomicFile.write(file, JsonText.writeIndented(content));
        } catch (IOException e) {
            throw new BuildFailure(
                    BuildFailure.Kind.DETERMINISTIC,
                    "the results cannot be written to " + file + ": " + FileFault.reasonOf(e));
        }
    }

    private static ObjectNode sorted() {
        return new ObjectNode(JsonNodeFactory.instance, new TreeMap<>());
    }

    private ObjectNode imageOf(ImageResult result) {
        ObjectNode image = sorted();
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
