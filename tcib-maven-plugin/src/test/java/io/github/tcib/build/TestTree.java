package io.github.tcib.build;

import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.model.Arguments;
import io.github.tcib.model.ContextFile;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A small tree of images with its contexts on disk, as generating leaves it. */
public final class TestTree {

    private static final Location HERE = Location.of("test.yaml");

    private final Path directory;
    private final Map<ImageName, ImageDefinition> images = new LinkedHashMap<>();

    /** @param directory gets the contexts and the outputs */
    public TestTree(Path directory) {
        this.directory = directory;
    }

    /** Adds an image on a base, or changes it; instructions are written as in a Containerfile. */
    public TestTree base(String name, String base, String... instructions) {
        return put(name, name, new Parent.External(base), instructions);
    }

    /** Adds an image on another one, or changes it. */
    public TestTree image(String name, String parent, String... instructions) {
        ImageDefinition on = known(parent);
        return put(name, on.path() + "/" + name, new Parent.InTree(on.name(), on.reference()), instructions);
    }

    /** Writes a file into an image's context. */
    public TestTree file(String image, String path, String content) {
        Path file = context(image).resolve(path);
        write(file, content);
        ImageDefinition old = known(image);
        List<ContextFile> files = new ArrayList<>(old.contextFiles());
        files.removeIf(known -> known.target().equals(path));
        files.add(ContextFile.ofLayout(path, file));
        images.put(
                old.name(),
                new ImageDefinition(
                        old.name(), old.path(), old.reference(), old.parent(), old.instructions(), files, HERE));
        return this;
    }

    public Path context(String image) {
        return directory.resolve("context").resolve(known(image).path());
    }

    public ImageGraph graph() {
        return ImageGraph.of(images.values());
    }

    public static String referenceOf(String image) {
        return "localhost/test/" + image + ":current";
    }

    /** A request to build everything. */
    public BuildRequest request(BuildSettings settings) {
        return request(settings, new ProjectFacts("1.2.3", Optional.of("abc123"), Optional.empty()));
    }

    /** A request to build everything, with logs and results in another directory. */
    public BuildRequest request(BuildSettings settings, Path outputs) {
        BuildRequest request = request(settings);
        return new BuildRequest(
                request.graph(),
                request.images(),
                request.leftOut(),
                request.contextRoot(),
                settings,
                new BuildOutputs(outputs.resolve("logs"), outputs.resolve("build-result.json")),
                request.project());
    }

    /** A request to build everything. */
    public BuildRequest request(BuildSettings settings, ProjectFacts project) {
        return new BuildRequest(
                graph(),
                images.keySet(),
                new TreeMap<>(),
                directory.resolve("context"),
                settings,
                new BuildOutputs(directory.resolve("logs"), directory.resolve("build-result.json")),
                project);
    }

    public static BuildSettings settings() {
        return new BuildSettings(2, 2, Duration.ofMinutes(2), false, false);
    }

    public Path log(String image) {
        return directory.resolve("logs").resolve(image + ".log");
    }

    public Path resultFile() {
        return directory.resolve("build-result.json");
    }

    private ImageDefinition known(String image) {
        return Optional.ofNullable(images.get(new ImageName(image))).orElseThrow();
    }

    private TestTree put(String name, String path, Parent parent, String... instructions) {
        List<Instruction> all = new ArrayList<>();
        all.add(new Instruction.From(new Arguments.Text(parent.reference()), HERE));
        for (String instruction : instructions) {
            all.add(parse(instruction));
        }
        ImageDefinition image =
                new ImageDefinition(new ImageName(name), path, referenceOf(name), parent, all, List.of(), HERE);
        images.put(image.name(), image);
        write(context(name).resolve(ContainerfileWriter.FILE_NAME), ContainerfileWriter.write(image));
        return this;
    }

    private static Instruction parse(String line) {
        int space = line.indexOf(' ');
        Arguments arguments = new Arguments.Text(line.substring(space + 1));
        return switch (line.substring(0, space)) {
            case "RUN" -> new Instruction.Run(arguments, HERE);
            case "COPY" -> new Instruction.Copy(arguments, HERE);
            case "ENV" -> new Instruction.Env(arguments, HERE);
            case "LABEL" -> new Instruction.Label(arguments, HERE);
            case "USER" -> new Instruction.User(arguments, HERE);
            case "CMD" -> new Instruction.Cmd(arguments, HERE);
            default -> throw new IllegalArgumentException(line);
        };
    }

    /** Leaves a file alone that has this content, as generating does. */
    private static void write(Path file, String content) {
        try {
            AtomicFile.writeIfChanged(file, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What became of the images, as {@code name status}. */
    public static List<String> outcomes(BuildResult result) {
        return result.images().stream()
                .map(image -> image.image() + " " + image.status().word())
                .collect(Collectors.toList());
    }
}
