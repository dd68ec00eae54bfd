package io.github.tcib.build.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.Sha256;
import io.github.tcib.file.FileFault;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gives an image of the store another config, by way of a folder (containers-transports(5), {@code dir:}). Needed where buildah
 * itself does not keep a config: it runs ONBUILD triggers and takes them out, and in OCI format it drops what the OCI image-spec
 * does not have, such as health checks.
 */
final class ConfigChange {

    private static final String ALGORITHM = "sha256:";

    private final Buildah buildah;
    private final Path folder;
    private final Map<String, String> environment;
    private final JsonMapper json = new JsonMapper();

    /** @param folder where the copy of the image is put; must not exist */
    ConfigChange(Buildah buildah, Path folder, Map<String, String> environment) {
        this.buildah = buildah;
        this.folder = folder;
        this.environment = environment;
    }

    /** Makes an image without a name that differs in its config alone, and gives its id. */
    String make(String image, Consumer<ObjectNode> change) throws BuildFailure, InterruptedException {
        buildah.read(List.of("push", "--quiet", "--disable-compression", image, "dir:" + folder), environment);
        try {
            Path manifestFile = folder.resolve("manifest.json");
            ObjectNode manifest = read(manifestFile);
            ObjectNode descriptor = object(manifest.path("config"), manifestFile);
            Path configFile = folder.resolve(
                    Digest.parse(descriptor.path("digest").asText()).hex());
            ObjectNode config = read(configFile);
            change.accept(config);
            byte[] content = json.writeValueAsBytes(config);
            String digest = Sha256.of(content);
            Files.delete(configFile);
            Files.write(folder.resolve(digest), content);
            descriptor.put("digest", ALGORITHM + digest);
            descriptor.put("size", content.length);
            Files.write(manifestFile, json.writeValueAsBytes(manifest));
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "the image's config cannot be changed: " + FileFault.reasonOf(e));
        }
        String id = buildah.read(List.of("pull", "--quiet", "dir:" + folder), environment)
                .strip();
        Workplace.remove(folder);
        return id;
    }

    private static ObjectNode read(Path file) throws IOException {
        try {
            return object(JsonText.read(ForeignFile.read(file)), file);
        } catch (JsonProcessingException e) {
            throw new IOException("'" + file + "' is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode object(JsonNode node, Path file) throws IOException {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("'" + file + "' is not what buildah writes");
    }
}
