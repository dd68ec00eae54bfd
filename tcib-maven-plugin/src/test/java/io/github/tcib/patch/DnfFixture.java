package io.github.tcib.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.Standin;
import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.build.buildah.BuildahSettings.ImageFormat;
import io.github.tcib.build.buildah.BuildahSettings.Program;
import io.github.tcib.build.buildah.BuildahSettings.Registries;
import io.github.tcib.build.buildah.BuildahSettings.Steps;
import io.github.tcib.build.buildah.WorkingContainers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The real buildah with a store of its own, and a base image with the real dnf. */
final class DnfFixture {

    /** The base that is in the store. */
    static final String BASE = Standin.BASE;

    private final Path directory;
    private final List<String> globalArguments;

    private DnfFixture(Path directory) {
        this.directory = directory;
        this.globalArguments = List.of(
                "--root",
                directory.resolve("root").toString(),
                "--runroot",
                directory.resolve("run").toString());
    }

    /** Makes a store with the base, or leaves the tests out. */
    static DnfFixture open(Path directory) throws Exception {
        Path archive = Standin.archive(directory, "rpmbuild", "rpmsign", "gpg", "createrepo_c");
        DnfFixture fixture = new DnfFixture(directory);
        fixture.run("pull", "-q", "docker-archive:" + archive);
        return fixture;
    }

    static List<String> runtime() {
        return Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "runc")))
                ? List.of("--runtime", "runc")
                : List.of();
    }

    WorkingContainers containers() throws Exception {
        return WorkingContainers.open(
                new BuildahSettings(
                        new Program("buildah", globalArguments, runtime()),
                        new Steps(List.of(), Optional.empty(), "host", ""),
                        new Registries(Optional.empty(), Set.of()),
                        ImageFormat.DOCKER,
                        Optional.empty(),
                        true),
                warning -> {
                    throw new AssertionError(warning);
                });
    }

    /** Builds an image of the base with packages in it, and instructions after them. */
    void build(String reference, String format, List<Path> rpms, String... instructions) throws Exception {
        Path context = Files.createTempDirectory(directory, "context");
        List<String> lines = new ArrayList<>(List.of("FROM " + BASE));
        List<String> names = new ArrayList<>();
        for (Path rpm : rpms) {
            Files.copy(rpm, context.resolve(rpm.getFileName()));
            names.add("/rpms/" + rpm.getFileName());
        }
        if (!names.isEmpty()) {
            lines.add("RUN dnf -y -q install " + String.join(" ", names)
                    + " && rm -rf /var/cache/dnf /var/log/dnf* /var/log/hawkey*");
        }
        lines.addAll(List.of(instructions));
        Files.write(context.resolve("Containerfile"), lines);
        List<String> words = new ArrayList<>(List.of("bud", "-q", "--network", "none", "--format", format));
        words.addAll(runtime());
        words.addAll(List.of("--volume", context + ":/rpms:ro", "-t", reference, context.toString()));
        run(words.toArray(String[]::new));
    }

    /** Runs buildah on this store and gives what it prints. */
    String run(String... arguments) throws IOException, InterruptedException {
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

    boolean has(String reference) throws Exception {
        return Stream.of(run("images", "--format", "{{.Name}}:{{.Tag}}").split("\n"))
                .anyMatch(reference::equals);
    }

    /** The config of an image, as it is in the store. */
    JsonNode config(String reference) throws Exception {
        JsonMapper json = new JsonMapper();
        return json.readTree(json.readTree(run("inspect", "--type", "image", reference))
                .path("Config")
                .asText());
    }

    /** What {@code rpm -qa} says in an image. */
    Set<String> packages(String reference) throws Exception {
        return new TreeSet<>(List.of(inside(reference, "rpm", "-qa").split("\n")));
    }

    /** What a command prints in an image. */
    String inside(String reference, String... command) throws Exception {
        String container = run("from", "--pull-never", reference);
        try {
            List<String> words = new ArrayList<>(List.of("run", "--user", "0:0", "--workingdir", "/"));
            words.addAll(runtime());
            words.addAll(List.of("--network", "none", container, "--"));
            words.addAll(List.of(command));
            return run(words.toArray(String[]::new));
        } finally {
            run("rm", container);
        }
    }

    /** The names in an image's last layer. */
    Set<String> lastLayer(String reference) throws Exception {
        Path copy = Files.createTempDirectory(directory, "layers");
        run("push", "-q", "-D", reference, "dir:" + copy);
        JsonNode layers = new JsonMapper()
                .readTree(Files.readString(copy.resolve("manifest.json")))
                .path("layers");
        String digest = layers.get(layers.size() - 1).path("digest").asText();
        return new TreeSet<>(List.of(RpmBuilder.run(List.of(
                        "tar",
                        "tf",
                        copy.resolve(digest.substring("sha256:".length())).toString()))
                .split("\n")));
    }

    void assertNothingLeft() throws Exception {
        assertThat(run("containers", "-q")).isEmpty();
        Path temporary = directory.resolve("root/tcib/tmp");
        if (Files.exists(temporary)) {
            try (Stream<Path> folders = Files.list(temporary)) {
                assertThat(folders).isEmpty();
            }
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(directory + "/"))
                        .map(process -> process.info().commandLine()))
                .isEmpty();
    }

    /** Empties the store and takes away its mount, so that its directory can be removed. */
    void close() throws Exception {
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
