package io.github.tcib.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers as Linux shows them, those of Debian's qemu-user-static among them. */
class EmulationTest {

    private static final Platform AMD64 = new Platform("linux", "amd64", "");
    private static final Platform ARM64 = new Platform("linux", "arm64", "");
    private static final Platform S390X = new Platform("linux", "s390x", "");
    private static final String ARM64_MAGIC = """
            offset 0
            magic 7f454c460201010000000000000000000200b700
            mask ffffffffffffff00fffffffffffffffffeffffff
            """;
    private static final String S390X_MAGIC = """
            offset 0
            magic 7f454c4602020100000000000000000000020016
            mask ffffffffffffff00fffffffffffffffffffeffff
            """;

    @TempDir
    private Path handlers;

    @Test
    void runsWhatAHandlerForContainersTakes() throws Exception {
        handler("status", "enabled\n");
        handler("register", "");
        handler("python3.11", "enabled\ninterpreter /usr/bin/python3.11\nflags: \noffset 0\nmagic a70d0d0a\n");
        handler(
                "qemu-aarch64",
                "enabled\ninterpreter /usr/libexec/qemu-binfmt/aarch64-binfmt-P\nflags: POCF\n" + ARM64_MAGIC);

        assertThat(obstacle(ARM64)).isEmpty();
        assertThat(obstacle(new Platform("linux", "arm64", "v8"))).isEmpty();
        assertThat(obstacle(S390X)).contains("no emulator for s390x is registered in " + handlers);
    }

    @Test
    void takesAnyNameForAHandlerAndBothByteOrders() throws Exception {
        handler("status", "enabled\n");
        handler("mainframe", "enabled\ninterpreter /opt/s390x\nflags: F\n" + S390X_MAGIC);

        assertThat(obstacle(S390X)).isEmpty();
        assertThat(obstacle(ARM64)).isPresent();
    }

    @Test
    void saysThatContainersWouldNotFindTheInterpreter() throws Exception {
        handler("status", "enabled\n");
        handler("qemu-aarch64", "enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: OC\n" + ARM64_MAGIC);

        assertThat(obstacle(ARM64))
                .contains("the emulator qemu-aarch64 in " + handlers
                        + " has no flag F, so that containers do not find /usr/bin/qemu-aarch64-static");
    }

    @Test
    void saysThatEmulatorsAreDisabled() throws Exception {
        handler("status", "disabled\n");
        handler("qemu-aarch64", "enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: F\n" + ARM64_MAGIC);
        assertThat(obstacle(ARM64)).contains("emulators are disabled in " + handlers);

        handler("status", "enabled\n");
        handler("qemu-aarch64", "disabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: F\n" + ARM64_MAGIC);
        assertThat(obstacle(ARM64)).contains("no emulator for arm64 is registered in " + handlers);
    }

    @Test
    void runsItsOwnArchitectureWithoutAnEmulator() throws Exception {
        handler("status", "enabled\n");

        assertThat(obstacle(AMD64)).isEmpty();
        assertThat(obstacle(new Platform("linux", "386", ""))).isEmpty();
    }

    @Test
    void triesAProgramWhereHandlersAreNotShown() throws Exception {
        Path notMounted = handlers.resolve("absent");
        Platform here = Platform.ofThisMachine();
        Platform elsewhere = new Platform("linux", "another", "");

        assertThat(new Emulation(elsewhere, notMounted, handlers).obstacle(here))
                .as("a program of this machine is tried and runs")
                .isEmpty();
        Platform foreign = here.architecture().equals("mips64") ? S390X : new Platform("linux", "mips64", "");
        assertThat(new Emulation(here, notMounted, handlers).obstacle(foreign))
                .as("programs of " + foreign + " run just where Linux has a handler for them")
                .isEqualTo(
                        hasHandler("qemu-" + foreign.architecture())
                                ? Optional.empty()
                                : Optional.of("the kernel does not run programs of " + foreign.architecture()));
        assertThat(handlers).isEmptyDirectory();
    }

    @Test
    void saysWhereAProgramCannotBeTried() {
        Path absent = handlers.resolve("absent");
        Emulation emulation = new Emulation(AMD64, absent, absent);
        assertThatThrownBy(() -> emulation.obstacle(ARM64))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "a program cannot be tried in " + absent + ": there is no '" + absent + "/tcib-emulation");
    }

    @Test
    void knowsNoEmulatorOfAnArchitectureThatIsNew() throws Exception {
        assertThat(obstacle(new Platform("linux", "qc128", ""))).contains("no emulator for qc128 is known");
    }

    /** As far as it can be told where binfmt_misc is mounted. */
    private static boolean hasHandler(String name) {
        return Files.exists(Path.of("/proc/sys/fs/binfmt_misc", name));
    }

    @Test
    void namesTheImageAndThePlaceOfARunThatCannotBeRun() throws Exception {
        handler("status", "enabled\n");
        List<ImageDefinition> images = PlatformTargetTest.tree().graph().images();

        assertThat(new ForeignRuns(emulation()).obstacle(images, ARM64))
                .contains(
                        "image 'api', src/api.yaml:3:5: RUN for linux/arm64 cannot be run on this machine, which is"
                                + " linux/amd64 (and 1 more image with RUN): no emulator for arm64 is registered in "
                                + handlers
                                + "; install an emulator (qemu-user-static), build linux/arm64 on a machine of its kind, or"
                                + " leave the platform out. If buildah runs its steps elsewhere, set tcib.checkEmulation=false");
        assertThat(new ForeignRuns(emulation()).obstacle(images, AMD64)).isEmpty();
        assertThat(new ForeignRuns(emulation()).obstacle(images.subList(0, 1), ARM64))
                .as("without RUN, nothing has to run")
                .isEmpty();
    }

    private Emulation emulation() {
        return new Emulation(AMD64, handlers, handlers);
    }

    private Optional<String> obstacle(Platform platform) throws IOException {
        return emulation().obstacle(platform);
    }

    private void handler(String name, String text) throws IOException {
        Files.writeString(handlers.resolve(name), text);
    }
}
