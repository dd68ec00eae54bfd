package io.github.tcib.lock.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.Standin;
import io.github.tcib.build.buildah.BuildahSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The base of the stand-in distribution with its real dnf, in a store of its own, and repositories of RPMs that a test makes. The
 * base is the one that the integration test corpus-build or {@code bench/standin} made on this machine.
 */
final class StandinFixture {

    static final String BASE = Standin.BASE;

    private final Path directory;

    private StandinFixture(Path directory) {
        this.directory = directory;
    }

    /** Makes a store with the base, or leaves the test out, which only CI does not allow. */
    static StandinFixture open(Path directory) throws Exception {
        StandinFixture fixture = new StandinFixture(directory);
        Path archive = Standin.archive(directory, "runc", "rpmbuild", "createrepo_c");
        fixture.buildah("pull", "-q", "docker-archive:" + archive);
        return fixture;
    }

    /** Settings for this store, with one volume for the repository {@code r}. */
    BuildahSettings settings() {
        return new BuildahSettings(
                new BuildahSettings.Program("buildah", globalArguments(), List.of("--runtime", "runc")),
                new BuildahSettings.Steps(
                        List.of(directory.resolve("repositories") + ":/repositories:ro"),
                        Optional.of(directory.resolve("repos.d")),
                        "host",
                        "9"),
                new BuildahSettings.Registries(Optional.empty(), Set.of()),
                BuildahSettings.ImageFormat.DOCKER,
                Optional.empty(),
                false);
    }

    private List<String> globalArguments() {
        return List.of(
                "--root",
                directory.resolve("root").toString(),
                "--runroot",
                directory.resolve("run").toString());
    }

    /** Where a repository lies. */
    Path repository(String id) {
        return directory.resolve("repositories").resolve(id);
    }

    /**
     * Adds RPMs to a repository: {@code name-version}, and other lines of their spec files.
     *
     * @param options of the repository, such as {@code enabled=0}
     * @param metadata further metadata by its type, such as {@code modules}
     */
    void publish(String id, String options, Map<String, String> packages, Map<String, String> metadata)
            throws Exception {
        Path repository = Files.createDirectories(repository(id));
        Files.writeString(
                Files.createDirectories(directory.resolve("repos.d")).resolve(id + ".repo"),
                "[%1$s]\nname=%1$s\nbaseurl=file:///repositories/%1$s\ngpgcheck=0\n%2$s\n".formatted(id, options));
        for (Map.Entry<String, String> one : new TreeMap<>(packages).entrySet()) {
            int dash = one.getKey().lastIndexOf('-');
            Path spec = directory.resolve("one.spec");
            Files.writeString(spec, """
                    Name: %s
                    Version: %s
                    Release: 1
                    Summary: test
                    License: none
                    BuildArch: noarch
                    %s
                    %%description
                    test
                    %%files
                    """.formatted(
                            one.getKey().substring(0, dash), one.getKey().substring(dash + 1), one.getValue()));
            run(List.of(
                    "rpmbuild",
                    "-bb",
                    "--quiet",
                    "--define",
                    "_topdir " + directory.resolve("rpmbuild"),
                    "--define",
                    "_rpmdir " + repository,
                    spec.toString()));
        }
        run(List.of("createrepo_c", "--quiet", "--no-database", repository.toString()));
        publishMetadata(id, metadata);
    }

    /** Adds metadata to a repository, in the place of what it has of the same types. */
    void publishMetadata(String id, Map<String, String> metadata) throws Exception {
        for (Map.Entry<String, String> one : metadata.entrySet()) {
            Path file = Files.writeString(directory.resolve(one.getKey()), one.getValue());
            run(List.of(
                    "modifyrepo_c",
                    "--mdtype=" + one.getKey(),
                    file.toString(),
                    repository(id).resolve("repodata").toString()));
        }
    }

    /** Builds an image and gives what {@code rpm -qa} says in it. */
    List<String> packagesAfter(String... runs) throws Exception {
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.writeString(
                context.resolve("Containerfile"),
                "FROM " + BASE + "\n"
                        + Stream.of(runs).map(run -> "RUN " + run + "\n").reduce("", String::concat));
        buildah(
                "bud",
                "-q",
                "--runtime",
                "runc",
                "--network",
                "host",
                "--volume",
                directory.resolve("repositories") + ":/repositories:ro",
                "--volume",
                directory.resolve("repos.d") + ":/etc/distro.repos.d:ro",
                "-t",
                "localhost/real:1",
                context.toString());
        return packagesIn("localhost/real:1");
    }

    /** What {@code rpm -qa} says in an image. */
    List<String> packagesIn(String reference) throws Exception {
        String container = buildah("from", "--pull-never", reference).strip();
        try {
            return buildah("run", "--runtime", "runc", container, "rpm", "-qa", "--qf", "%{NEVRA}\\n")
                    .lines()
                    .filter(line -> !line.startsWith("gpg-pubkey"))
                    .sorted()
                    .toList();
        } finally {
            buildah("rm", container);
        }
    }

    String buildah(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("buildah"));
        words.addAll(globalArguments());
        words.addAll(List.of(arguments));
        return run(words);
    }

    private String run(List<String> words) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        Process process =
                new ProcessBuilder(words).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(words + "\n" + out + Files.readString(errors))
                .isZero();
        return out;
    }

    /** Asserts that no working container and no temporary file is left. */
    void assertNothingLeft() throws Exception {
        assertThat(buildah("containers", "-q")).isBlank();
        Path temporary = directory.resolve("root/tcib/tmp");
        if (Files.exists(temporary)) {
            try (Stream<Path> folders = Files.list(temporary)) {
                assertThat(folders).isEmpty();
            }
        }
    }

    void close() throws Exception {
        buildah("rm", "--all");
        buildah("rmi", "--all", "--force");
        Process umount = new ProcessBuilder(
                        "umount", directory.resolve("root/overlay").toString())
                .redirectErrorStream(true)
                .start();
        umount.getInputStream().readAllBytes();
        umount.waitFor();
    }
}
