package io.github.tcib.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.file.FileFault;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.Content;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.oci.OciException;
import io.github.tcib.process.Command;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.process.Outcome;
import io.github.tcib.push.PushableImage.Unpacked;
import io.github.tcib.push.PushableImage.UnpackedLayer;
import io.github.tcib.storage.ImageStorage;
import io.github.tcib.storage.StorageImage;
import io.github.tcib.storage.StorageLayer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/**
 * The images in buildah's store. Configs and layers are read from its files, which takes no process an image; a layer that
 * cannot be read so (files of other users in a rootless store, other drivers) is exported by buildah.
 */
public final class BuildahStore {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final String PREFIX = "sha256:";

    private final List<String> program;
    private final Path exports;
    private final CommandRunner runner = new CommandRunner(GRACE);
    private final Set<String> exported = new HashSet<>();
    private Optional<ImageStorage> opened = Optional.empty();

    /**
     * @param program buildah and its global arguments
     * @param exports a directory for what it has to export
     */
    public BuildahStore(List<String> program, Path exports) {
        this.program = List.copyOf(program);
        this.exports = exports;
    }

    /**
     * Reads what makes up an image.
     *
     * @throws PushException when the store cannot be read, or does not have it
     */
    synchronized Unpacked read(BuiltImage image) throws PushException, InterruptedException {
        if (opened.isEmpty()) {
            opened = Optional.of(open());
        }
        try {
            String id = image.id().startsWith(PREFIX) ? image.id().substring(PREFIX.length()) : image.id();
            StorageImage found = opened.get()
                    .find(id)
                    .orElseThrow(() -> new PushException(image.name() + ": the image " + image.id() + " of "
                            + image.reference() + " is no longer in buildah's store; build again"));
            JsonNode manifest = manifestOf(found);
            SortedMap<String, String> annotations = new TreeMap<>();
            manifest.path("annotations")
                    .properties()
                    .forEach(entry ->
                            annotations.put(entry.getKey(), entry.getValue().asText()));
            boolean docker = manifest.path("mediaType").asText().equals(MediaTypes.DOCKER_MANIFEST);
            List<UnpackedLayer> layers = new ArrayList<>();
            for (StorageLayer layer : found.layers()) {
                layers.add(new UnpackedLayer(
                        layer.diffId(), layer.size(), List.of(layer::writeTo, out -> export(id, layer, out))));
            }
            return new Unpacked(
                    Content.of(found.readConfig()), docker ? ImageFormat.DOCKER : ImageFormat.OCI, annotations, layers);
        } catch (IOException e) {
            throw new PushException(
                    image.name() + ": its image cannot be read from buildah's store: " + FileFault.reasonOf(e));
        }
    }

    private static JsonNode manifestOf(StorageImage image) throws IOException {
        try {
            return JsonText.read(image.readManifest());
        } catch (JsonProcessingException e) {
            throw new OciException("'" + image.manifest() + "' is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private ImageStorage open() throws PushException, InterruptedException {
        try {
            JsonNode store = JsonText.read(run(List.of("info"))).path("store");
            String root = store.path("GraphRoot").asText("");
            if (!root.startsWith("/")) {
                throw notBuildah();
            }
            return ImageStorage.open(
                    Path.of(root), store.path("GraphDriverName").asText());
        } catch (JsonProcessingException | InvalidPathException e) {
            throw notBuildah();
        } catch (IOException e) {
            throw new PushException("buildah's store cannot be read: " + FileFault.reasonOf(e)
                    + "; is buildah installed (tcib.buildahExecutable), and is this the user who built?");
        }
    }

    private PushException notBuildah() {
        return new PushException(
                "'" + program.get(0) + " info' does not tell where its store is; set tcib.buildahExecutable");
    }

    /**
     * Writes a layer that buildah exports. One export after the other: each writes all layers of an image, and those that are
     * there already are dropped.
     */
    private synchronized void export(String id, StorageLayer layer, OutputStream out) throws IOException {
        Path tar = exports.resolve(layer.diffId().hex());
        if (!Files.exists(tar) && exported.add(id)) {
            Path image = Files.createDirectories(exports).resolve("image");
            try {
                // as a directory: into an OCI layout, layers are always packed
                run(List.of("push", "--quiet", "--disable-compression", id, "dir:" + image));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while buildah exported a layer", e);
            }
            try (Stream<Path> files = Files.list(image)) {
                for (Path file : files.toList()) {
                    Files.move(
                            file,
                            exports.resolve(String.valueOf(file.getFileName())),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!Files.exists(tar)) {
            throw new IOException("buildah does not export it");
        }
        Files.copy(tar, out);
    }

    /** Removes what was exported. */
    void deleteExports() throws IOException {
        if (Files.isDirectory(exports)) {
            try (var files = Files.walk(exports)) {
                for (Path path :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(program);
        words.addAll(arguments);
        ConcurrentLinkedDeque<String> out = new ConcurrentLinkedDeque<>();
        ConcurrentLinkedDeque<String> err = new ConcurrentLinkedDeque<>();
        Outcome outcome = runner.run(new Command(words, Map.of()), LONGEST, out::add, err::add);
        if (outcome instanceof Outcome.Exited exited && exited.isSuccess()) {
            return String.join("\n", out);
        }
        throw new IOException("'" + String.join(" ", words) + "' failed" + (err.isEmpty() ? "" : ": " + err.getLast()));
    }
}
