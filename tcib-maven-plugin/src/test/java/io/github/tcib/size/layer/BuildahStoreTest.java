package io.github.tcib.size.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.Standin;
import io.github.tcib.build.buildah.BuildahFixture;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.ImageRequest;
import io.github.tcib.size.Measured;
import io.github.tcib.size.OwnerBytes;
import io.github.tcib.size.PackageFigures;
import io.github.tcib.size.SizeSettings;
import io.github.tcib.size.TreeAnalysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of images that the real buildah built, against what buildah, tar and rpm say of them. */
class BuildahStoreTest {

    private static final String STANDIN = Standin.BASE;

    @TempDir
    private Path directory;

    private Optional<BuildahFixture> opened = Optional.empty();

    @BeforeEach
    void open() throws Exception {
        opened = Optional.of(BuildahFixture.open(directory.resolve("store")));
    }

    @AfterEach
    void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    private BuildahFixture buildah() {
        return opened.orElseThrow();
    }

    private void build(String reference, String containerfile) throws Exception {
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.writeString(context.resolve("Containerfile"), containerfile);
        List<String> arguments = new ArrayList<>(List.of("bud", "-q", "--network", "host", "-t", reference));
        if (Files.isExecutable(Path.of("/usr/sbin/runc")) || Files.isExecutable(Path.of("/usr/bin/runc"))) {
            arguments.addAll(List.of("--runtime", "runc"));
        }
        arguments.add(context.toString());
        buildah().run(arguments.toArray(String[]::new));
    }

    private void buildFamily() throws Exception {
        build("localhost/parent:1", "FROM " + BuildahFixture.BASE + """

                RUN mkdir -p /data/deep && head -c 70000 /dev/urandom > /data/big && ln /data/big /data/linked \
                    && echo secret > /data/own && chmod 600 /data/own && echo one > /data/deep/one
                """);
        build("localhost/child:1", """
                FROM localhost/parent:1
                RUN rm /data/big && rm -r /data/deep && chmod 755 /data/own && mkdir /data/deep && echo two > /data/deep/two
                """);
    }

    private Measured measure(ImageStore store) throws Exception {
        LayerLibrary library = new LayerLibrary(
                store,
                new LayerCache(directory.resolve("cache-" + System.nanoTime()), warning -> {}),
                Files.createDirectories(directory.resolve("scratch")),
                2);
        return new TreeAnalysis(store, library, new SizeSettings(List.of(), 10))
                .run(List.of(
                        new ImageRequest("parent", "localhost/parent:1", Optional.of(BuildahFixture.BASE)),
                        new ImageRequest("child", "localhost/child:1", Optional.of("localhost/parent:1"))));
    }

    private ImageStore store(List<String> globalArguments) throws Exception {
        List<String> program = new ArrayList<>(List.of("buildah"));
        program.addAll(globalArguments);
        return BuildahStore.open(
                program,
                Platform.ofThisMachine(),
                new CommandRunner(Duration.ofSeconds(1)),
                Files.createDirectories(directory.resolve("copies")));
    }

    private static ImageFigures image(Measured measured, String name) {
        return measured.images().stream()
                .filter(image -> image.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void agreesWithTheTarFilesOfLayersAndWithTheMountedFiles() throws Exception {
        buildFamily();
        Measured measured = measure(store(buildah().globalArguments()));
        assertThat(measured.problems()).isEmpty();
        assertThat(measured.images())
                .extracting(ImageFigures::name)
                .containsExactly(BuildahFixture.BASE, "parent", "child");
        for (String name : List.of("parent", "child")) {
            Path plain = directory.resolve("plain-" + name);
            buildah().run("push", "-q", "-D", "localhost/" + name + ":1", "dir:" + plain);
            ImageFigures image = image(measured, name);
            long layers = 0;
            for (var layer : image.layers()) {
                layers += Files.size(plain.resolve(layer.hex()));
            }
            assertThat(image.bytes().orElseThrow().all()).isEqualTo(layers);
            assertThat(image.bytes().orElseThrow().rootFilesystem())
                    .isEqualTo(mountedBytes("localhost/" + name + ":1"));
        }
        assertThat(image(measured, "parent").bytes().orElseThrow().wasteOwn()).isZero();
        // the copy for the new mode of /data/own, and /data/deep/one; /data/big lives on as /data/linked
        assertThat(image(measured, "child").bytes().orElseThrow().wasteOwn())
                .isEqualTo("secret\n".length() + "one\n".length());
        assertThat(measured.images().stream()
                        .mapToLong(one -> one.bytes().orElseThrow().own())
                        .sum())
                .isEqualTo(measured.set().unpacked().orElseThrow().distinctBytes());
    }

    private long mountedBytes(String reference) throws Exception {
        String container = buildah().run("from", "--pull-never", reference);
        try {
            return contentsBelow(Path.of(buildah().run("mount", container)));
        } finally {
            buildah().run("umount", container);
            buildah().run("rm", container);
        }
    }

    private static long contentsBelow(Path root) throws IOException {
        Set<Object> seen = new HashSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> seen.add(inodeOf(file)))
                    .mapToLong(BuildahStoreTest::sizeOf)
                    .sum();
        }
    }

    private static Object inodeOf(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void asksBuildahWhereItsFilesAreNotAsExpected() throws Exception {
        buildFamily();
        Measured expected = measure(store(buildah().globalArguments()));
        Path layers = directory.resolve("store/root/overlay-layers");
        Path diffs = directory.resolve("store/root/overlay");
        // a file of a layer that was changed behind the store's back
        ImageFigures child = image(expected, "child");
        String top = child.layers().get(child.layers().size() - 1).hex();
        Path record = layerRecord(layers, diffs, top);
        Path aside = record.resolveSibling("aside");
        Files.move(record, aside);
        ImageStore store = store(buildah().globalArguments());
        try {
            Files.writeString(record, "no gzip");
            StoredLayer layer = store.find("localhost/child:1")
                    .orElseThrow()
                    .layers()
                    .get(child.layers().size() - 1);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> store.open(layer).readAllBytes()))
                    .isInstanceOf(IOException.class);
        } finally {
            Files.move(aside, record, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        StoredLayer layer = store.find("localhost/child:1")
                .orElseThrow()
                .layers()
                .get(child.layers().size() - 1);
        try (var in = store.openAgain(layer, new IOException("as if its files were not readable"))) {
            assertThat(io.github.tcib.oci.Digest.of(in.readAllBytes())).isEqualTo(layer.diffId());
        }
        assertThat(measure(store)).isEqualTo(expected);
    }

    @Test
    void saysThatAnImageWasTaggedAnewMeanwhile() throws Exception {
        buildFamily();
        ImageStore store = store(buildah().globalArguments());
        List<StoredLayer> layers = store.find("localhost/child:1").orElseThrow().layers();
        StoredLayer top = layers.get(layers.size() - 1);
        buildah().run("tag", "localhost/parent:1", "localhost/child:1");

        assertThatThrownBy(() -> store.openAgain(top, new IOException("as if its files were not readable")))
                .isInstanceOf(OciException.class)
                .hasMessage("'localhost/child:1' has other layers now than before; was it tagged anew?");
    }

    private static Path layerRecord(Path layers, Path diffs, String diffId) throws Exception {
        String json = Files.readString(layers.resolve("layers.json"));
        for (var layer : new com.fasterxml.jackson.databind.json.JsonMapper().readTree(json)) {
            if (layer.path("diff-digest").asText().endsWith(diffId)) {
                assertThat(diffs.resolve(layer.path("id").asText())).isDirectory();
                return layers.resolve(layer.path("id").asText() + ".tar-split.gz");
            }
        }
        throw new AssertionError("no layer " + diffId);
    }

    @Test
    void agreesWithRpm() throws Exception {
        Path archive = Standin.archive(directory);
        buildah().run("pull", "-q", "docker-archive:" + archive);
        Files.delete(archive);

        ImageStore store = store(buildah().globalArguments());
        LayerLibrary library = new LayerLibrary(
                store,
                new LayerCache(directory.resolve("cache"), warning -> {}),
                Files.createDirectories(directory.resolve("scratch")),
                2);
        ImageFigures image = new TreeAnalysis(store, library, new SizeSettings(List.of(), 10))
                .run(List.of(new ImageRequest("standin", STANDIN, Optional.empty())))
                .images()
                .get(0);
        assertThat(image.packages().status()).isEqualTo(PackageFigures.Status.READ);

        String container = buildah().run("from", "--pull-never", STANDIN);
        try {
            Path root = Path.of(buildah().run("mount", container));
            Map<String, Long> expected = new TreeMap<>();
            Set<String> counted = new HashSet<>();
            List<String> lines = new ArrayList<>(
                    List.of(rpm(container, "[%{=NAME}-%{=VERSION}-%{=RELEASE}.%{=ARCH}\\t%{FILENAMES}\\n]")
                            .split("\n", -1)));
            lines.sort(null);
            for (String line : lines) {
                String[] parts = line.split("\t", -1);
                if (parts.length == 2) {
                    expected.putIfAbsent(parts[0], 0L);
                    Path file = root.resolve(parts[1].substring(1));
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && counted.add(file.toRealPath().toString())) {
                        expected.merge(parts[0], Files.size(file), Long::sum);
                    }
                }
            }
            Map<String, Long> found = new TreeMap<>();
            for (OwnerBytes installed : image.packages().installed()) {
                if (installed.files() > 0
                        || expected.containsKey(installed.owner().label())) {
                    found.put(installed.owner().label(), installed.bytes());
                }
            }
            assertThat(found).isNotEmpty().isEqualTo(expected);
            assertThat(image.packages().installed())
                    .hasSize((int) rpm(container, "%{NAME}\\n").lines().count());
            assertThat(image.bytes().orElseThrow().rootFilesystem()).isEqualTo(contentsBelow(root));
        } finally {
            buildah().run("rm", container);
        }
    }

    private String rpm(String container, String format) throws Exception {
        List<String> words = new ArrayList<>(List.of("run"));
        if (Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "runc")))) {
            words.addAll(List.of("--runtime", "runc"));
        }
        words.addAll(List.of("--network", "host", "--env", "HOME=/root", container, "rpm", "-qa", "--qf", format));
        return new String(
                buildah().run(words.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
