package io.github.tcib.size.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.buildah.BuildahFixture;
import io.github.tcib.oci.Platform;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.ImageRequest;
import io.github.tcib.size.Measured;
import io.github.tcib.size.SizeSettings;
import io.github.tcib.size.TreeAnalysis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One image measured in every place it can be in: the figures are the same, but for how tools pack layers. */
class ArchiveStoreTest {

    @TempDir
    private Path directory;

    private ImageFigures measure(ImageStore store) throws Exception {
        LayerLibrary library = new LayerLibrary(
                store,
                new LayerCache(directory.resolve("cache-" + System.nanoTime()), warning -> {}),
                Files.createDirectories(directory.resolve("scratch")),
                1);
        Measured measured = new TreeAnalysis(store, library, new SizeSettings(List.of(), 10))
                .run(List.of(new ImageRequest("box", BuildahFixture.BASE, Optional.empty())));
        assertThat(measured.problems()).isEmpty();
        return measured.images().get(0);
    }

    @Test
    void findsTheSameEverywhere() throws Exception {
        Path place = Files.createDirectories(directory.resolve("place"));
        Platform platform = Platform.ofThisMachine();
        BuildahFixture buildah = BuildahFixture.open(directory.resolve("store"));
        try {
            List<String> program = new ArrayList<>(List.of("buildah"));
            program.addAll(buildah.globalArguments());
            CommandRunner runner = new CommandRunner(Duration.ofSeconds(1));
            ImageFigures expected = measure(BuildahStore.open(program, platform, runner, directory.resolve("copies")));
            buildah.run(
                    "push", "-q", BuildahFixture.BASE, "oci:" + place.resolve("layout") + ":" + BuildahFixture.BASE);
            buildah.run(
                    "push",
                    "-q",
                    BuildahFixture.BASE,
                    "oci-archive:" + place.resolve("oci.tar") + ":" + BuildahFixture.BASE);
            buildah.run(
                    "push",
                    "-q",
                    BuildahFixture.BASE,
                    "docker-archive:" + place.resolve("docker.tar") + ":" + BuildahFixture.BASE);
            List<ImageStore> stores = List.of(
                    LayoutStore.open(place.resolve("layout"), platform),
                    ArchiveStore.open(place.resolve("oci.tar"), false, platform, directory.resolve("a")),
                    ArchiveStore.open(place.resolve("docker.tar"), true, platform, directory.resolve("b")),
                    new JointStore(List.of(LayoutStore.open(place.resolve("layout"), platform)), Set.of()));
            for (ImageStore store : stores) {
                ImageFigures found = measure(store);
                assertThat(found.layers()).as(store.description()).isEqualTo(expected.layers());
                assertThat(found.bytes()).isEqualTo(expected.bytes());
                assertThat(found.owners()).isEqualTo(expected.owners());
                assertThat(found.files()).isEqualTo(expected.files());
                assertThat(found.packed().all())
                        .as("gzip of two tools")
                        .isBetween(
                                expected.packed().all() * 9 / 10,
                                expected.packed().all() * 11 / 10);
            }
        } finally {
            buildah.close();
        }
    }

    /** With the driver vfs nothing lies where the files of overlay would, so that buildah itself is asked. */
    @Test
    void asksBuildahForStoresOfOtherDrivers() throws Exception {
        BuildahFixture buildah = BuildahFixture.open(directory.resolve("store"));
        try {
            Path archive = directory.resolve("box.tar");
            buildah.run("push", "-q", BuildahFixture.BASE, "docker-archive:" + archive + ":" + BuildahFixture.BASE);
            List<String> program = List.of(
                    "buildah",
                    "--storage-driver",
                    "vfs",
                    "--root",
                    directory.resolve("vfs").toString(),
                    "--runroot",
                    directory.resolve("vfs-run").toString());
            run(program, "pull", "-q", "docker-archive:" + archive);
            CommandRunner runner = new CommandRunner(Duration.ofSeconds(1));
            Path copies = Files.createDirectories(directory.resolve("copies"));
            BuildahStore vfs = BuildahStore.open(program, Platform.ofThisMachine(), runner, copies);
            assertThat(vfs.find("localhost/none:1")).isEmpty();
            ImageFigures found = measure(vfs);
            assertThat(found.bytes().orElseThrow().rootFilesystem()).isEqualTo(Files.size(Path.of("/bin/busybox")));
            run(program, "rmi", "--all", "--force");
        } finally {
            buildah.close();
        }
    }

    private static void run(List<String> program, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(program);
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
