package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.TestTree;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Location;
import io.github.tcib.oci.Platform;
import io.github.tcib.platform.Emulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignRunCheckTest {

    private static final Platform AMD64 = new Platform("linux", "amd64", "");
    private static final Platform ARM64 = new Platform("linux", "arm64", "");
    private static final Set<ImageName> WANTED = Set.of(new ImageName("api"));

    @TempDir
    private Path directory;

    @Test
    void refusesStepsThatNoEmulatorRuns() throws Exception {
        Path handlers = Files.createDirectories(directory.resolve("handlers"));
        Files.writeString(handlers.resolve("status"), "enabled\n");
        ForeignRunCheck check = new ForeignRunCheck(Set.of(), new Emulation(AMD64, handlers, directory));
        ImageTree tree = tree();
        Location place = tree.graph().images().get(0).instructions().get(1).location();
        assertThatThrownBy(() -> check.check(tree, WANTED, ARM64))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("image 'api', " + place + ": RUN for linux/arm64 cannot be run on this machine, which is"
                        + " linux/amd64: no emulator for arm64 is registered in " + handlers
                        + "; install an emulator (qemu-user-static), build linux/arm64 on a machine of its kind,"
                        + " or leave the platform out. If buildah runs its steps elsewhere, set"
                        + " tcib.checkEmulation=false");
    }

    @Test
    void saysThatItCannotBeTold() {
        Path absent = directory.resolve("absent");
        ForeignRunCheck check = new ForeignRunCheck(Set.of(), new Emulation(AMD64, absent, absent));
        assertThatThrownBy(() -> check.check(tree(), WANTED, ARM64))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith(
                        "It cannot be told whether this machine runs programs for linux/arm64: a program"
                                + " cannot be tried in " + absent + ": there is no '" + absent)
                .hasMessageEndingWith("'; set tcib.checkEmulation=false to try");
    }

    @Test
    void asksNothingOfTheEmbeddedEngine() {
        Path absent = directory.resolve("absent");
        ForeignRunCheck check = new ForeignRunCheck(WANTED, new Emulation(AMD64, absent, absent));
        assertThatCode(() -> check.check(tree(), WANTED, ARM64)).doesNotThrowAnyException();
    }

    private ImageTree tree() {
        TestTree tree = new TestTree(directory.resolve("tree")).base("api", "example.org/base:1", "RUN true");
        return new ImageTree(tree.graph(), new TreeMap<>(), new TreeMap<>(), List.of(), List.of());
    }
}
