package io.github.tcib.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A JSON file with what is remembered from one build to the next. Losing it costs time, never a build: when it cannot be read
 * or written there is a warning and things go on.
 */
public final class StateFile {

    private static final String VERSION = "version";

    private final Path file;
    private final int version;
    private final Consumer<String> warnings;

    /**
     * @param version of the content; a file with another one is ignored
     * @param warnings gets what went wrong, worded for the user
     */
    public StateFile(Path file, int version, Consumer<String> warnings) {
        this.file = file;
        this.version = version;
        this.warnings = warnings;
    }

    /** Reads the content; an empty object when there is none or it is damaged. */
    public ObjectNode read() {
        if (!Files.exists(file)) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode content = JsonText.read(ForeignFile.read(file));
            if (content instanceof ObjectNode object && object.path(VERSION).isInt()) {
                return object.path(VERSION).asInt() == version ? object : JsonNodeFactory.instance.objectNode();
            }
            warnings.accept(file + " is damaged and ignored: it is no JSON object with a version");
        } catch (IOException e) {
            warnings.accept(file + " is damaged and ignored: " + firstLine(e));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** Writes the content, with the version. */
    public void write(ObjectNode content) {
        content.put(VERSION, version);
        try {
            AtomicFile.write(file, JsonText.write(content));
        } catch (IOException e) {
            warnings.accept(file + " cannot be written, so the next build knows less of this one: " + firstLine(e));
        }
    }

    /** An empty object to put content into. */
    public ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String firstLine(IOException e) {
        return FileFault.reasonOf(e).lines().findFirst().orElse("");
    }
}
