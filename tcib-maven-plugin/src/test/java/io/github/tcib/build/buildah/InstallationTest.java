package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.buildah.BuildahSettings.ImageFormat;
import io.github.tcib.build.buildah.BuildahSettings.Program;
import io.github.tcib.build.buildah.BuildahSettings.Registries;
import io.github.tcib.build.buildah.BuildahSettings.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir
    private Path directory;

    @Test
    void saysThatBuildahIsMissing() {
        assertThatThrownBy(() -> open("/no/such/buildah"))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("buildah was not found: there is no program '/no/such/buildah'; install buildah"
                        + " (dnf install buildah, apt-get install buildah) or set tcib.buildahExecutable");
    }

    @Test
    void saysThatBuildahMayNotBeRun() throws Exception {
        Path file = Files.writeString(directory.resolve("buildah"), "#!/bin/sh\n");

        assertThatThrownBy(() -> open(file.toString()))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("buildah may not be run: there is no permission to execute '" + file
                        + "'; correct its mode or set tcib.buildahExecutable");
    }

    @Test
    void saysThatBuildahIsTooOld() throws Exception {
        String old = script("echo 'buildah version 1.19.6 (image-spec 1.0.1-dev, runtime-spec 1.0.2-dev)'");

        assertThatThrownBy(() -> open(old))
                .isInstanceOf(BuildFailure.class)
                .hasMessage(
                        "buildah 1.19 is too old: 1.23 or later is needed; update it or set tcib.buildahExecutable");
    }

    @Test
    void saysThatAProgramIsNotBuildah() throws Exception {
        String other = script("echo 'Apache Maven 3.8.7'");

        assertThatThrownBy(() -> open(other))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("this is not buildah: asked for its version it says 'Apache Maven 3.8.7'");
    }

    @Test
    void saysWhatToDoWhenTheStoreMayNotBeUsed() throws Exception {
        String forbidden = script("[ \"$1\" = --version ] && echo 'buildah version 1.28.2' && exit 0;"
                + " echo 'Error: cannot set up namespace using \"/usr/bin/newuidmap\": exit status 1' >&2; exit 125");

        assertThatThrownBy(() -> open(forbidden))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("buildah cannot use its image store: cannot set up namespace using"
                        + " \"/usr/bin/newuidmap\": exit status 1; run as root, or set up rootless builds");
    }

    @Test
    void saysThatAProgramSaidNothing() throws Exception {
        String silent = script("[ \"$1\" = --version ] && echo 'buildah version 1.28.2' && exit 0; exit 3");

        assertThatThrownBy(() -> open(silent))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("buildah cannot use its image store: it ended without a word (exit code 3);"
                        + " run as root, or set up rootless builds");
    }

    @Test
    void saysThatAProgramDoesNotAnswerAsBuildahDoes() throws Exception {
        String version = "[ \"$1\" = --version ] && echo 'buildah version 1.28.2' && exit 0; ";

        String text = script(version + "echo host: localhost");
        assertThatThrownBy(() -> open(text))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("'buildah info' does not give JSON: Unrecognized token 'host': was expecting (JSON String,"
                        + " Number, Array, Object or token 'null', 'true' or 'false'); set tcib.buildahExecutable");
        String nowhere = script(version + "echo '{}'");
        assertThatThrownBy(() -> open(nowhere))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("'buildah info' does not say where its store is; set tcib.buildahExecutable");
    }

    @Test
    void saysWhyAProgramCannotBeRun() throws Exception {
        Path link = directory.resolve("buildah");
        Files.createSymbolicLink(link, link);

        assertThatThrownBy(() -> open(link.toString()))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("buildah cannot be run: '" + link
                        + "': Too many levels of symbolic links; correct it or set" + " tcib.buildahExecutable");
    }

    private String script(String body) throws Exception {
        Path file = Files.writeString(directory.resolve("buildah"), "#!/bin/sh\n" + body + "\n");
        file.toFile().setExecutable(true);
        return file.toString();
    }

    private static void open(String executable) throws BuildFailure, InterruptedException {
        BuildahEngine.open(
                new BuildahSettings(
                        new Program(executable, List.of(), List.of()),
                        new Steps(List.of(), Optional.empty(), "host", "9"),
                        new Registries(Optional.empty(), Set.of()),
                        ImageFormat.OCI,
                        Optional.empty(),
                        false),
                warning -> {});
    }
}
