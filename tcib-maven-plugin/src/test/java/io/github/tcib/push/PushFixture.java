package io.github.tcib.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.build.buildah.BuildahFixture;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.registry.Credentials;
import io.github.tcib.registry.Proxies;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistrySettings;
import io.github.tcib.registry.Retries;
import io.github.tcib.registry.Timeouts;
import io.github.tcib.registry.TrustSettings;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Three small images in a real store of buildah: a base, and two on it. */
final class PushFixture {

    static final String NAMESPACE = "localhost/ns/openstack-";

    private final Path directory;
    private final BuildahFixture buildah;
    private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();

    private PushFixture(Path directory, BuildahFixture buildah) {
        this.directory = directory;
        this.buildah = buildah;
    }

    static PushFixture build(Path directory, String format) throws Exception {
        PushFixture fixture =
                new PushFixture(directory, BuildahFixture.open(Files.createDirectories(directory.resolve("store"))));
        fixture.bud(
                "base",
                BuildahFixture.BASE,
                format,
                "RUN mkdir /opt && head -c 300000 /dev/urandom > /opt/base && ln /opt/base /opt/link");
        fixture.bud(
                "nova", NAMESPACE + "base:1", format, "RUN rm /opt/link && head -c 200000 /dev/urandom > /opt/nova");
        fixture.bud(
                "glance",
                NAMESPACE + "base:1",
                format,
                "RUN head -c 100000 /dev/urandom > \"/opt/gl\u00e4nce\"\nHEALTHCHECK CMD true");
        return fixture;
    }

    private void bud(String name, String parent, String format, String run) throws Exception {
        Path context = Files.createDirectories(directory.resolve("context").resolve(name));
        Files.writeString(
                context.resolve("Containerfile"), "FROM " + parent + "\n" + run + "\nLABEL name=" + name + "\n");
        List<String> arguments = new ArrayList<>(
                List.of("bud", "-q", "--network", "host", "--format", format, "-t", NAMESPACE + name + ":1"));
        arguments.addAll(buildah.settings().program().buildArguments());
        arguments.add(context.toString());
        buildah.run(arguments.toArray(String[]::new));
    }

    String run(String... arguments) throws Exception {
        return buildah.run(arguments);
    }

    /** The images as a build's results would name them. */
    List<BuiltImage> images() throws Exception {
        List<BuiltImage> images = new ArrayList<>();
        for (String name : List.of("base", "nova", "glance")) {
            JsonNode image = new JsonMapper()
                    .readTree(buildah.run("images", "--json", "--no-trunc", NAMESPACE + name + ":1"))
                    .path(0);
            images.add(new BuiltImage(
                    name,
                    NAMESPACE + name + ":1",
                    Optional.of(name.equals("base") ? BuildahFixture.BASE : NAMESPACE + "base:1"),
                    image.path("digest").asText(),
                    image.path("id").asText()));
        }
        return images;
    }

    List<String> buildahProgram() {
        List<String> program = new ArrayList<>(List.of("buildah"));
        program.addAll(buildah.globalArguments());
        return program;
    }

    PushResult push(String registry) throws Exception {
        return push(registry, images(), Optional.empty(), List.of(), false, false);
    }

    PushResult push(
            String registry,
            List<BuiltImage> images,
            Optional<String> tag,
            List<String> moreTags,
            boolean skipExisting,
            boolean dryRun)
            throws Exception {
        return push(registry, images, tag, moreTags, skipExisting, dryRun, buildahProgram());
    }

    PushResult push(
            String registry,
            List<BuiltImage> images,
            Optional<String> tag,
            List<String> moreTags,
            boolean skipExisting,
            boolean dryRun,
            List<String> program)
            throws Exception {
        Path work = directory.resolve("push");
        RegistrySettings settings = new RegistrySettings(
                Credentials.none(),
                new TrustSettings(List.of(), Set.of(registry)),
                Proxies.open(ProxySelector.of(null)),
                new Retries(5, Duration.ofMillis(5), Duration.ofMillis(50)),
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20)),
                notices::add);
        return new TreePush(
                        new PushRequest(
                                images, new PushTargets(Optional.of(registry), tag, moreTags), skipExisting, dryRun, 4),
                        new Registries(settings),
                        packed(),
                        new BuildahStore(program, work.resolve("export")),
                        new PushLog() {
                            @Override
                            public void done(PushedImage image, int done, int total) {
                                assertThat(done).isBetween(1, total);
                            }

                            @Override
                            public void notice(String text) {
                                notices.add(text);
                            }
                        })
                .run();
    }

    PackedImages packed() throws IOException {
        return new PackedImages(OciLayout.create(directory.resolve("push")), LayerPacking.fast(), builtLayout());
    }

    /** Where the embedded engine would have built. */
    Path builtLayout() {
        return directory.resolve("built-layout");
    }

    /** The files of what was packed. */
    List<Path> packedBlobs() throws IOException {
        try (var files = Files.list(directory.resolve("push/blobs/sha256"))) {
            return files.toList();
        }
    }

    /** Runs a program that has to succeed, and gives what it prints. */
    String command(String... words) throws Exception {
        Path errors = directory.resolve("errors");
        Process process =
                new ProcessBuilder(words).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", List.of(words), Files.readString(errors))
                .isZero();
        return out.strip();
    }
}
