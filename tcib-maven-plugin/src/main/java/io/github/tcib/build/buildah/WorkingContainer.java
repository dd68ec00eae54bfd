package io.github.tcib.build.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.ImageKey;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.FileFault;
import io.github.tcib.json.JsonText;
import io.github.tcib.process.Command;
import io.github.tcib.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An image that is being changed. Its commands run as root in its root directory, whatever the image's own settings are, and
 * these settings go to the new image as they were. A directory of this machine stands in for /tmp, so that nothing that commands
 * leave there gets into the image.
 */
public final class WorkingContainer implements AutoCloseable {

    /** Where commands find the directory that stands in for theirs. */
    public static final Path TEMPORARY = Path.of("/tmp");

    private static final String CONFIG = "config";
    /** Docker keeps the settings twice. */
    private static final List<String> PARTS = List.of(CONFIG, "container_config");

    private static final String TRIGGERS = "OnBuild";

    private static final List<String> FROM_OPTIONS = List.of(
            "--add-host",
            "--cgroup-parent",
            "--device",
            "--dns",
            "--dns-option",
            "--dns-search",
            "--http-proxy",
            "--memory",
            "--memory-swap",
            "--security-opt",
            "--shm-size",
            "--ulimit",
            "--isolation");
    private static final List<String> RUN_OPTIONS = List.of(
            "--runtime",
            "--runtime-flag",
            "--isolation",
            "--cap-add",
            "--cap-drop",
            "--cgroupns",
            "--ipc",
            "--pid",
            "--uts");

    private final OpenStore store;
    private final String reference;
    private final StoredImage image;
    private final Path folder;
    private final String name;
    private final MountPoints mountPoints = new MountPoints(this::ask);
    private final List<String> passing = new ArrayList<>();
    private JsonNode config = new JsonMapper().createObjectNode();
    private boolean docker;

    WorkingContainer(OpenStore store, String reference, StoredImage image, Path folder) {
        this.store = store;
        this.reference = reference;
        this.image = image;
        this.folder = folder;
        // The folder's name is the mark by which leftovers are told.
        this.name = String.valueOf(folder.getFileName());
    }

    void open() throws BuildFailure, InterruptedException {
        JsonNode about = readJson(store.buildah().read("inspect", "--type", "image", image.id()));
        config = readJson(about.path("Config").asText());
        docker = isDocker(readJson(about.path("Manifest").asText()));
        String opened = reference;
        if (docker && !config.path(CONFIG).path(TRIGGERS).isEmpty()) {
            // Buildah would run them here and now.
            opened = changed(
                    "without-triggers",
                    image.id(),
                    content -> PARTS.forEach(part -> {
                        if (content.path(part) instanceof ObjectNode settings) {
                            settings.remove(TRIGGERS);
                        }
                    }));
            passing.add(opened);
        }
        makeTemporary();
        List<String> arguments = new ArrayList<>(List.of("from", "--pull-never", "--name", name));
        arguments.addAll(WorkingContainers.common(store.settings().program().buildArguments(), FROM_OPTIONS));
        arguments.add(opened);
        read(arguments);
        // While a command runs, buildah puts a copy over each volume, and what is written there is lost.
        configure("--volume", volumes().stream().map(volume -> volume + "-").toList());
    }

    private void makeTemporary() throws BuildFailure {
        try {
            Path directory = Files.createDirectory(temporary());
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "buildah's temporary files cannot be written: " + FileFault.reasonOf(e));
        }
    }

    /** The directory of this machine that commands see as /tmp. */
    public Path temporary() {
        return folder.resolve("tmp");
    }

    /** The image that was opened. */
    public StoredImage image() {
        return image;
    }

    /** The image's architecture, as Go names it. */
    public String architecture() {
        return config.path("architecture").asText();
    }

    /**
     * Runs a command to its end.
     *
     * @param out gets each line of standard output, on another thread
     * @param err gets each line of standard error, on another thread
     */
    public Outcome run(ContainerStep step, Consumer<String> out, Consumer<String> err)
            throws BuildFailure, InterruptedException {
        mountPoints.expect(step.volumes());
        return execute(step, out, err);
    }

    private Outcome execute(ContainerStep step, Consumer<String> out, Consumer<String> err)
            throws BuildFailure, InterruptedException {
        try {
            return store.runner().run(command(step), step.timeout(), out, err);
        } catch (IOException e) {
            throw BuildahErrors.notStarted(store.settings().program().executable(), e);
        }
    }

    private Command command(ContainerStep step) {
        List<String> arguments = new ArrayList<>(List.of("run", "--user", "0:0", "--workingdir", "/"));
        arguments.addAll(List.of("--env", "LC_ALL=C.UTF-8", "--network", step.network()));
        arguments.addAll(WorkingContainers.common(store.settings().program().buildArguments(), RUN_OPTIONS));
        arguments.addAll(List.of("--volume", temporary() + ":" + TEMPORARY + ":z"));
        step.volumes().forEach(volume -> arguments.addAll(List.of("--volume", volume)));
        arguments.addAll(List.of(name, "--"));
        arguments.addAll(step.words());
        return store.buildah().command(arguments, environment());
    }

    /**
     * Makes the new image: the old one, one layer with what commands changed, and the old config but for the key of
     * {@code tcib:build}, which says what steps an image was built with and is true no more.
     *
     * @param newReference what it is called
     * @param createdBy the layer's line in the history
     */
    public StoredImage commit(String newReference, String createdBy) throws BuildFailure, InterruptedException {
        mountPoints.remove();
        configure("--volume", volumes());
        configure("--label", List.of(ImageKey.LABEL + "-"));
        configure("--created-by", List.of(createdBy));
        // The label with buildah's version would be another after an update of buildah.
        String id = read(List.of(
                        "commit",
                        "--quiet",
                        "--format",
                        docker ? "docker" : "oci",
                        "--identity-label=false",
                        name,
                        newReference))
                .strip();
        return store.images()
                .find(withOldConfig(id, newReference))
                .orElseThrow(() -> new BuildFailure(
                        Kind.TRANSIENT,
                        "the image " + newReference + " was made but is not in the store; was it removed?"));
    }

    /** Puts right what buildah did not keep, which for most images is nothing. */
    private String withOldConfig(String id, String newReference) throws BuildFailure, InterruptedException {
        JsonNode about = readJson(store.buildah().read("inspect", "--type", "image", id));
        JsonNode made = readJson(about.path("Config").asText());
        if (withoutEmpty(made.path(CONFIG)).equals(withoutEmpty(settings(CONFIG)))) {
            return id;
        }
        String corrected = changed(
                "with-old-config",
                id,
                content -> PARTS.forEach(part -> {
                    if (config.has(part)) {
                        content.set(part, settings(part));
                    }
                }));
        store.buildah().read("tag", corrected, newReference);
        passing.add(id);
        return corrected;
    }

    /** The settings of the image that was opened, without the key. */
    private JsonNode settings(String part) {
        JsonNode settings = config.path(part).deepCopy();
        if (settings.path("Labels") instanceof ObjectNode labels) {
            labels.remove(ImageKey.LABEL);
        }
        return settings;
    }

    /** Whether a field is missing, null or empty is the same, and each builder has its own way. */
    private static Map<String, JsonNode> withoutEmpty(JsonNode settings) {
        Map<String, JsonNode> fields = new TreeMap<>();
        settings.properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean isEmpty = value.isContainerNode()
                    ? value.isEmpty()
                    : value.isNull() || value.asText().isEmpty();
            if (!isEmpty) {
                fields.put(field.getKey(), value);
            }
        });
        return fields;
    }

    private String changed(String copy, String id, Consumer<ObjectNode> change)
            throws BuildFailure, InterruptedException {
        return new ConfigChange(store.buildah(), folder.resolve(copy), environment()).make(id, change);
    }

    private List<String> ask(List<String> words) throws BuildFailure, InterruptedException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        execute(new ContainerStep(words, List.of(), "none", Buildah.LONGEST), lines::add, line -> {});
        return List.copyOf(lines);
    }

    private List<String> volumes() {
        List<String> volumes = new ArrayList<>();
        config.path(CONFIG).path("Volumes").fieldNames().forEachRemaining(volumes::add);
        return volumes;
    }

    private void configure(String option, List<String> values) throws BuildFailure, InterruptedException {
        if (!values.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("config"));
            values.forEach(value -> arguments.addAll(List.of(option, value)));
            arguments.add(name);
            read(arguments);
        }
    }

    private String read(List<String> arguments) throws BuildFailure, InterruptedException {
        return store.buildah().read(arguments, environment());
    }

    private Map<String, String> environment() {
        return Map.of("TMPDIR", folder.toString());
    }

    private static boolean isDocker(JsonNode manifest) {
        return manifest.path("mediaType").asText().contains("docker")
                || manifest.path("config").path("mediaType").asText().contains("docker");
    }

    private static JsonNode readJson(String text) throws BuildFailure {
        try {
            return JsonText.read(text);
        } catch (JsonProcessingException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "buildah's answer is not the JSON it was asked for: " + e.getOriginalMessage());
        }
    }

    /** Ends what still runs in the container and removes it with its temporary files; also while the thread is interrupted. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            store.leftovers().remove(List.of(folder));
            for (String id : passing) {
                store.buildah().ask("rmi", id);
            }
        } catch (BuildFailure e) {
            // Buildah was there a moment ago. What remains is an image without a name, as builds leave them too.
        } catch (InterruptedException e) {
            interrupted = true; // what remains is removed by the next run
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
