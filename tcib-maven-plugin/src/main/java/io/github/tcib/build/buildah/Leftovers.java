package io.github.tcib.build.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.json.JsonText;
import io.github.tcib.process.Command;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.process.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ends and removes what a call of buildah leaves behind when it is killed: processes of RUN steps, its working container, the
 * state of the OCI runtime and temporary files. All are told by the call's folder, so that nothing of others is touched.
 */
final class Leftovers {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration RUNTIME_LIMIT = Duration.ofSeconds(10);

    private final Buildah buildah;
    private final Installation installation;
    private final String runtime;
    private final CommandRunner runner;
    private final Consumer<String> warnings;

    Leftovers(
            Buildah buildah,
            Installation installation,
            String runtime,
            CommandRunner runner,
            Consumer<String> warnings) {
        this.buildah = buildah;
        this.installation = installation;
        this.runtime = runtime;
        this.runner = runner;
        this.warnings = warnings;
    }

    /** Removes what calls with these folders left, and the folders. */
    void remove(List<Path> folders) throws InterruptedException {
        if (folders.isEmpty()) {
            return;
        }
        List<String> marks = folders.stream()
                .map(folder -> String.valueOf(folder.getFileName()))
                .toList();
        endProcesses(marks);
        if (!removeContainers(marks)) {
            // The folders stay, so that the next build tries again.
            return;
        }
        removeRuntimeStates(marks);
        folders.forEach(Workplace::remove);
    }

    private static void endProcesses(List<String> marks) {
        List<ProcessHandle> ours = ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> isMarked(process, marks))
                .toList();
        if (!ours.isEmpty()) {
            ProcessTree.of(ours).end(GRACE);
        }
    }

    /**
     * Buildah's own processes have the folder in their environment. Those of RUN steps do not, but buildah mounts files out of
     * the folder into them, such as /etc/hosts: the folder is in the root of a mount (proc(5), mountinfo, field 4) and not in
     * its mount point, as it would be for everyone who sees a mount on the folder.
     */
    private static boolean isMarked(ProcessHandle process, List<String> marks) {
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        return containsOne(proc.resolve("environ"), marks)
                || read(proc.resolve("mountinfo")).lines().anyMatch(mount -> isFromOne(mount.split(" ", 6), marks));
    }

    private static boolean isFromOne(String[] mount, List<String> marks) {
        return mount.length > 4 && marks.stream().anyMatch(mark -> mount[3].contains(mark) && !mount[4].contains(mark));
    }

    private static boolean containsOne(Path file, List<String> marks) {
        String content = read(file);
        return marks.stream().anyMatch(content::contains);
    }

    /** The content of a file, empty when it may not be read or its process has ended. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Buildah writes the arguments of a call, our mark among them, into each working container it makes. */
    private boolean removeContainers(List<String> marks) throws InterruptedException {
        try {
            JsonNode containers = JsonText.read(buildah.read("containers", "--json"));
            List<String> ours = new ArrayList<>();
            for (JsonNode container : containers) {
                String id = container.path("id").asText();
                if (containsOne(installation.containerDirectory(id).resolve("buildah.json"), marks)) {
                    ours.add(id);
                }
            }
            if (!ours.isEmpty()) {
                ours.add(0, "rm");
                buildah.read(ours);
            }
            return true;
        } catch (BuildFailure | JsonProcessingException e) {
            String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            warnings.accept("working containers of a build that was ended could not be removed: " + why);
            return false;
        }
    }

    /** The bundle that a container of the runtime was made from lies in the folder, or did: buildah may have removed it. */
    private void removeRuntimeStates(List<String> marks) throws InterruptedException {
        String listed = askRuntime(List.of("list", "--format", "json"));
        try {
            for (JsonNode container : JsonText.read(listed)) {
                String bundle = container.path("bundle").asText();
                if (marks.stream().anyMatch(bundle::contains)) {
                    askRuntime(List.of("delete", "--force", container.path("id").asText()));
                }
            }
        } catch (JsonProcessingException e) {
            // A runtime that lists nothing, or not as runc and crun do: its state is small and gone after a restart.
        }
    }

    private String askRuntime(List<String> arguments) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(runtime));
        words.addAll(arguments);
        try {
            return runner.capture(new Command(words, Map.of()), RUNTIME_LIMIT).out();
        } catch (IOException e) {
            // Without the runtime there is no state of it.
            return "";
        }
    }
}
