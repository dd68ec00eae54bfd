package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.buildah.BuildahSettings.ImageFormat;
import io.github.tcib.build.buildah.BuildahSettings.Program;
import io.github.tcib.build.buildah.BuildahSettings.Registries;
import io.github.tcib.build.buildah.BuildahSettings.Steps;
import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The real buildah with a store of its own, and a base of a few megabytes: a static busybox. */
public final class BuildahFixture {

    /** The base that is in the store. */
    public static final String BASE = "localhost/busybox:1";

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private final Path directory;
    private final List<String> globalArguments;

    private BuildahFixture(Path directory) {
        this.directory = directory;
        this.globalArguments = List.of(
                "--root",
                directory.resolve("root").toString(),
                "--runroot",
                directory.resolve("run").toString());
    }

    /** Makes a store with the base, or leaves the test out, which only CI does not allow. */
    public static BuildahFixture open(Path directory) throws Exception {
        boolean there = onPath("buildah") && Files.isExecutable(BUSYBOX);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("buildah and busybox-static are installed, as CI has to")
                    .isTrue();
        }
        assumeTrue(
                there, "left out: tests with the real buildah need the programs buildah and " + BUSYBOX + " (static)");
        BuildahFixture fixture = new BuildahFixture(directory);
        fixture.buildBase();
        return fixture;
    }

    /** A store that was opened before. */
    static BuildahFixture at(Path directory) {
        return new BuildahFixture(directory);
    }

    private void buildBase() throws Exception {
        Path context = Files.createDirectories(directory.resolve("base"));
        Files.copy(BUSYBOX, context.resolve("busybox"));
        Files.writeString(context.resolve("Containerfile"), """
                FROM scratch
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "--install", "-s", "/bin"]
                """);
        List<String> arguments = new ArrayList<>(List.of("bud", "-q", "--network", "host", "-t", BASE));
        arguments.addAll(buildArguments());
        arguments.add(context.toString());
        run(arguments.toArray(String[]::new));
    }

    private static List<String> buildArguments() {
        return onPath("runc") ? List.of("--runtime", "runc") : List.of();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Settings for this store. */
    public BuildahSettings settings(String... volumes) {
        return settings(Optional.empty(), volumes);
    }

    /** Settings for this store, with a directory of {@code .repo} files. */
    public BuildahSettings settings(Optional<Path> repoDirectory, String... volumes) {
        return new BuildahSettings(
                new Program("buildah", globalArguments, buildArguments()),
                new Steps(List.of(volumes), repoDirectory, "host", "9"),
                new Registries(Optional.empty(), Set.of()),
                ImageFormat.OCI,
                Optional.empty(),
                false);
    }

    public BuildahEngine engine(String... volumes) throws BuildFailure, InterruptedException {
        return BuildahEngine.open(settings(volumes), warning -> {
            throw new AssertionError(warning);
        });
    }

    /** Runs buildah on this store and gives what it prints. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("buildah"));
        words.addAll(globalArguments);
        words.addAll(List.of(arguments));
        Path errors = directory.resolve("errors");
        Process process =
                new ProcessBuilder(words).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(words + "\n" + out + Files.readString(errors))
                .isZero();
        return out.strip();
    }

    /** The images that have no name, as other images got it. */
    List<String> unnamed() throws Exception {
        List<String> ids = new ArrayList<>();
        for (JsonNode image : JsonText.read(run("images", "--all", "--json", "--no-trunc"))) {
            if (image.path("names").isEmpty()) {
                ids.add(image.path("id").asText());
            }
        }
        return ids;
    }

    /** The id of an image. */
    String idOf(String image) throws Exception {
        return run("images", "--quiet", "--no-trunc", image);
    }

    public List<String> globalArguments() {
        return globalArguments;
    }

    public Path stateDirectory() {
        return directory.resolve("root").resolve("tcib");
    }

    /** Asserts that no working container, temporary file, mount or process of a build is left. */
    public void assertNothingLeft() throws Exception {
        assertThat(run("containers", "-q")).isEmpty();
        Path temporary = stateDirectory().resolve("tmp");
        if (Files.exists(temporary)) {
            try (Stream<Path> folders = Files.list(temporary)) {
                assertThat(folders).isEmpty();
            }
        }
        if (onPath("runc")) {
            Process states = new ProcessBuilder("runc", "list", "--format", "json").start();
            assertThat(new String(states.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain(directory.toString());
        }
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(directory + "/root/overlay/l/");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> mentions(process, directory.toString()))
                        .map(process -> process.pid() + " " + process.info()))
                .isEmpty();
    }

    private static boolean mentions(ProcessHandle process, String text) {
        return Stream.of("environ", "cmdline").anyMatch(file -> {
            try {
                return process.pid() != ProcessHandle.current().pid()
                        && Files.readString(
                                        Path.of("/proc", String.valueOf(process.pid()), file),
                                        StandardCharsets.ISO_8859_1)
                                .contains(text);
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Empties the store and takes away its mount, so that its directory can be removed. */
    public void close() throws Exception {
        run("rm", "--all");
        run("rmi", "--all", "--force");
        Process umount = new ProcessBuilder(
                        "umount", directory.resolve("root/overlay").toString())
                .redirectErrorStream(true)
                .start();
        umount.getInputStream().readAllBytes();
        umount.waitFor();
    }
}
