package io.github.tcib.build.buildah;

import io.github.tcib.build.buildah.BuildahSettings.ImageFormat;
import io.github.tcib.build.buildah.BuildahSettings.Program;
import io.github.tcib.build.buildah.BuildahSettings.Registries;
import io.github.tcib.build.buildah.BuildahSettings.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A program in buildah's place that answers as buildah never does. Of what it is not told it does nothing, and succeeds. */
final class FalseBuildah {

    private final Path directory;
    private final Map<String, String> answers = new LinkedHashMap<>();
    private String otherwise = "exit 0";

    FalseBuildah(Path directory) {
        this.directory = directory;
        answers("--version", "echo 'buildah version 1.28.2'");
        answers(
                "info",
                "echo '{\"store\":{\"GraphRoot\":\"" + graphRoot()
                        + "\",\"GraphDriverName\":\"overlay\"},\"host\":{\"OCIRuntime\":\"no-such-runtime\"}}'");
        answers("images", "echo '[]'");
        answers("containers", "echo '[]'");
    }

    /** What the shell does for a command of buildah. */
    FalseBuildah answers(String command, String shell) {
        answers.put(command, shell);
        return this;
    }

    /** The real buildah does what this one is not told. */
    FalseBuildah orElseReal() {
        answers.clear();
        otherwise = "exec buildah \"$@\"";
        return this;
    }

    Path graphRoot() {
        return directory.resolve("root");
    }

    Path stateDirectory() {
        return graphRoot().resolve("tcib");
    }

    BuildahSettings settings() throws IOException {
        return new BuildahSettings(
                new Program(write(), List.of(), List.of()),
                new Steps(List.of(), Optional.empty(), "host", "9"),
                new Registries(Optional.empty(), Set.of()),
                ImageFormat.OCI,
                Optional.empty(),
                false);
    }

    /** These settings with this program. */
    BuildahSettings in(BuildahSettings real) throws IOException {
        return new BuildahSettings(
                new Program(
                        write(),
                        real.program().globalArguments(),
                        real.program().buildArguments()),
                real.steps(),
                real.registries(),
                real.format(),
                real.platform(),
                real.keepReplaced());
    }

    private String write() throws IOException {
        StringBuilder script = new StringBuilder("#!/bin/sh\ncase \" $* \" in\n");
        answers.forEach((command, shell) -> script.append("*\" ")
                .append(command)
                .append(" \"*) ")
                .append(shell)
                .append("; exit ;;\n"));
        Path file = Files.writeString(
                directory.resolve("false-buildah"),
                script.append("esac\n").append(otherwise).append('\n'));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }
}
