package io.github.tcib.size.layer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import io.github.tcib.process.Command;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.process.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Images in the store of buildah. Its files are read where they are as expected and may be read; else buildah is asked to
 * copy an image out, which is slow, but works for any driver and without root.
 */
public final class BuildahStore implements ImageStore {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final List<String> program;
    private final Platform platform;
    private final CommandRunner runner;
    private final Path directory;
    private final Path root;
    private final Optional<ContainersStorage> files;
    private final Map<Digest, String> imageOfLayer = new ConcurrentHashMap<>();
    private final Map<String, Copy> copies = new HashMap<>();

    private BuildahStore(
            List<String> program,
            Platform platform,
            CommandRunner runner,
            Path directory,
            Path root,
            Optional<ContainersStorage> files) {
        this.program = program;
        this.platform = platform;
        this.runner = runner;
        this.directory = directory;
        this.root = root;
        this.files = files;
    }

    /**
     * Asks buildah for its store, and reads what is in it.
     *
     * @param program the executable and the arguments that all its commands get
     * @param directory for copies of images; the caller removes it
     * @throws IOException when buildah is missing or may not use its store
     */
    public static BuildahStore open(List<String> program, Platform platform, CommandRunner runner, Path directory)
            throws IOException {
        JsonNode store = readJson(run(runner, program, "info")).path("store");
        Path root = Path.of(store.path("GraphRoot").asText());
        Optional<ContainersStorage> files = Optional.empty();
        if (store.path("GraphDriverName").asText().equals("overlay")) {
            try {
                files = Optional.of(ContainersStorage.read(root));
            } catch (IOException e) {
                // another version's files: buildah itself knows them
                files = Optional.empty();
            }
        }
        return new BuildahStore(program, platform, runner, directory, root, files);
    }

    @Override
    public Optional<StoredImage> find(String reference) throws IOException {
        Optional<StoredImage> found = files.isPresent() ? files.get().find(reference) : findByBuildah(reference);
        found.ifPresent(image -> image.layers().forEach(layer -> imageOfLayer.putIfAbsent(layer.diffId(), reference)));
        return found;
    }

    private Optional<StoredImage> findByBuildah(String reference) throws IOException {
        JsonNode image;
        try {
            image = readJson(run(runner, program, "inspect", "--type", "image", reference));
        } catch (CommandFailedException e) {
            return Optional.empty();
        }
        ImageConfig config = new ImageConfig(image.path("OCIv1"));
        List<StoredLayer> layers = new ArrayList<>();
        for (Digest diffId : config.diffIds()) {
            layers.add(new StoredLayer(diffId, java.util.OptionalLong.empty(), config.createdBy(layers.size()), false));
        }
        return Optional.of(
                new StoredImage(reference, image.path("FromImageDigest").asText(), layers));
    }

    @Override
    public InputStream open(StoredLayer layer) throws IOException {
        if (files.isPresent()) {
            return files.get().open(layer.diffId());
        }
        return openCopy(layer);
    }

    /** The layer as buildah gives it out, when its files cannot be read. */
    @Override
    public InputStream openAgain(StoredLayer layer, IOException because) throws IOException {
        if (files.isEmpty()) {
            throw because;
        }
        try {
            return openCopy(layer);
        } catch (CommandFailedException e) {
            e.addSuppressed(because);
            throw e;
        }
    }

    /** One copy at a time: the copies of two images share their layers. */
    private synchronized InputStream openCopy(StoredLayer layer) throws IOException {
        String reference = Optional.ofNullable(imageOfLayer.get(layer.diffId()))
                .orElseThrow(
                        () -> new IllegalStateException("layer " + layer.diffId() + " is of no image that was found"));
        Copy copy = copies.get(reference);
        if (copy == null) {
            copy = copy(reference, "copy-" + copies.size());
            copies.put(reference, copy);
        }
        if (!copy.layers().contains(layer.diffId())) {
            throw new OciException("'" + reference + "' has other layers now than before; was it tagged anew?");
        }
        return copy.store().open(layer);
    }

    private record Copy(LayoutStore store, Set<Digest> layers) {}

    private Copy copy(String reference, String name) throws IOException {
        Path layout = directory.resolve("copies");
        run(runner, program, "push", "-q", reference, "oci:" + layout + ":" + name);
        LayoutStore store = LayoutStore.open(layout, platform);
        Set<Digest> layers = new HashSet<>();
        store.find(name).ifPresent(image -> image.layers().forEach(layer -> layers.add(layer.diffId())));
        return new Copy(store, layers);
    }

    @Override
    public String description() {
        return "buildah's store " + root;
    }

    @Override
    public void close() {}

    private static final class CommandFailedException extends IOException {

        private static final long serialVersionUID = 1L;

        CommandFailedException(String message) {
            super(message);
        }
    }

    private static String run(CommandRunner runner, List<String> program, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(program);
        words.addAll(List.of(arguments));
        Command command = new Command(words, Map.of());
        List<String> out = Collections.synchronizedList(new ArrayList<>());
        List<String> err = Collections.synchronizedList(new ArrayList<>());
        try {
            Outcome outcome = runner.run(command, LONGEST, out::add, err::add);
            if (outcome instanceof Outcome.Exited exited && exited.isSuccess()) {
                return String.join("\n", out);
            }
            throw new CommandFailedException("'" + command.display() + "' failed: "
                    + String.join("; ", err).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while '" + command.display() + "' ran");
        }
    }

    private static JsonNode readJson(String text) throws OciException {
        try {
            return JsonText.read(text);
        } catch (JsonProcessingException e) {
            throw new OciException("buildah's answer is not the JSON it was asked for: " + e.getOriginalMessage(), e);
        }
    }
}
