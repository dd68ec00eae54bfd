package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.StoredImage;
import io.github.tcib.process.CommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images of a real store whose packages cannot be told. */
@Tag("buildah")
@Timeout(120)
class InstalledPackagesTest {

    @TempDir
    private Path directory;

    private BuildahFixture buildah;

    @BeforeEach
    void open() throws Exception {
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
    }

    @AfterEach
    void close() throws Exception {
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void saysThatAnImageHasNoDatabase() throws Exception {
        assertFailure(
                buildah.idOf(BuildahFixture.BASE),
                "the image has no sqlite database of RPM (4.16 and later) to compare with the lock; set tcib.lock.verify=false to build without comparing");
    }

    @Test
    void saysThatTheDatabaseIsDamaged() throws Exception {
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.writeString(context.resolve("rpmdb.sqlite"), "no database");
        Files.writeString(context.resolve("Containerfile"), "FROM scratch\nCOPY rpmdb.sqlite /usr/lib/sysimage/rpm/\n");
        buildah.run("bud", "-q", "-t", "localhost/damaged:1", context.toString());
        assertFailure(
                buildah.idOf("localhost/damaged:1"),
                "the packages of the image cannot be read: it is no readable sqlite database of RPM:"
                        + " [SQLITE_NOTADB] File opened that is not a database file (file is not a database); set tcib.lock.verify=false to build without comparing");
    }

    @Test
    void saysThatTheImageIsNotThere() throws Exception {
        assertFailure(
                "sha256:" + "0".repeat(64),
                "the packages of the image cannot be read from the store: the image is not there in a way that is"
                        + " known; set tcib.lock.verify=false to build without comparing");
    }

    @Test
    void saysThatTheStoreDoesNotKeepLayersApart() throws Exception {
        BuildahSettings real = buildah.settings();
        List<String> vfs = List.of(
                "--root",
                directory.resolve("vfs/root").toString(),
                "--runroot",
                directory.resolve("vfs/run").toString(),
                "--storage-driver",
                "vfs");
        Buildah program = new Buildah(
                new BuildahSettings.Program(real.program().executable(), vfs, List.of()),
                new CommandRunner(Duration.ZERO));
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.writeString(context.resolve("Containerfile"), "FROM scratch\nCOPY Containerfile /\n");
        String id = program.read("bud", "-q", context.toString()).strip();
        assertFailure(
                program,
                id,
                "the packages of the image cannot be read from the store: the storage driver vfs does not keep layers"
                        + " apart; set tcib.lock.verify=false to build without comparing");
    }

    private void assertFailure(String id, String message) throws Exception {
        assertFailure(new Buildah(buildah.settings().program(), new CommandRunner(Duration.ZERO)), id, message);
    }

    private void assertFailure(Buildah program, String id, String message) throws Exception {
        StoredImage image = new StoredImage(id, id, 0, Optional.empty(), List.of());
        InstalledPackages packages = new InstalledPackages(program, Installation.read(program));
        Path folder = Files.createDirectories(directory.resolve("copy"));
        assertThatThrownBy(() -> packages.read(image, folder))
                .isInstanceOf(BuildFailure.class)
                .hasMessage(message);
    }
}
