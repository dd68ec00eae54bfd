package io.github.tcib.build.buildah;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.FileFault;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.process.Command;
import io.github.tcib.process.LastLines;
import io.github.tcib.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Runs programs in containers that are thrown away, as root and with what RUN steps see: volumes, {@code .repo} files, network. */
public final class HelperContainers {

    /** Where the files of a job are in its container. */
    public static final String FOLDER = "/run/tcib";

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LAST_LINES = 200;

    /** Arguments of {@code buildah bud} that {@code buildah run} knows too, and that take a value. */
    private static final Set<String> RUN_ARGUMENTS = Set.of(
            "--runtime", "--runtime-flag", "--isolation", "--cap-add", "--cap-drop", "--device", "--volume", "-v");

    private final OpenStore store;

    private HelperContainers(OpenStore store) {
        this.store = store;
    }

    /**
     * Finds buildah and its store.
     *
     * @throws BuildFailure when buildah is missing, too old, or may not use its store
     */
    public static HelperContainers open(BuildahSettings settings, Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        return new HelperContainers(OpenStore.open(settings, GRACE, warnings));
    }

    /**
     * What to run.
     *
     * @param image the id or reference of an image in the store
     * @param files what the program finds in {@link #FOLDER}, by name
     * @param words the program and its arguments
     * @param answer the name of the file in {@link #FOLDER} that the program writes
     * @param timeout how long it may take; zero for no limit
     */
    public record Job(String image, Map<String, byte[]> files, List<String> words, String answer, Duration timeout) {

        public Job {
            files = Map.copyOf(files);
            words = List.copyOf(words);
        }
    }

    /**
     * How a job ended.
     *
     * @param answer the content of its answer, if it wrote one
     * @param output the last lines it printed
     */
    public record Finished(Outcome outcome, Optional<String> answer, List<String> output) {

        public Finished {
            output = List.copyOf(output);
        }

        /** Whether it ended by itself and says that it succeeded. */
        public boolean isSuccess() {
            return outcome instanceof Outcome.Exited exited && exited.isSuccess();
        }
    }

    /** Where the store's lock is; whoever runs jobs outside a build has to hold it, or a build takes them for leftovers. */
    public Path stateDirectory() {
        return store.stateDirectory();
    }

    /** Pulls an image if it is missing. */
    public StoredImage provide(String reference) throws BuildFailure, InterruptedException {
        return store.bases().provide(reference);
    }

    /**
     * Runs a job to its end. Whatever happens, its processes, its container and its files are gone afterwards.
     *
     * @throws BuildFailure when the container cannot be made, or takes longer than allowed
     */
    public Finished run(Job job) throws BuildFailure, InterruptedException {
        Path folder = store.createFolder();
        String container = String.valueOf(folder.getFileName());
        boolean clean = false;
        try {
            store.buildah().read("from", "--pull-never", "--name", container, job.image());
            Finished finished = run(job, container, folder);
            store.buildah().read("rm", container);
            clean = true;
            return finished;
        } finally {
            if (clean) {
                Workplace.remove(folder);
            } else {
                removeLeftovers(folder);
            }
        }
    }

    /** An interrupt must not keep the container from being removed. */
    private void removeLeftovers(Path folder) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        try {
            store.leftovers().remove(List.of(folder));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Finished run(Job job, String container, Path folder) throws BuildFailure, InterruptedException {
        Path files = writeFiles(job, folder);
        List<String> arguments = new ArrayList<>(List.of("run", "--user", "0:0"));
        arguments.addAll(List.of("--network", store.settings().steps().network()));
        arguments.addAll(sharedArguments(store.settings().program().buildArguments()));
        arguments.addAll(List.of("--volume", files + ":" + FOLDER + ":z"));
        BudCommand.volumesOf(store.settings().steps()).forEach(volume -> arguments.addAll(List.of("--volume", volume)));
        arguments.addAll(List.of(container, "--"));
        arguments.addAll(job.words());
        Command command = store.buildah().command(arguments, Map.of("TMPDIR", folder.toString()));
        LastLines output = new LastLines(LAST_LINES);
        Outcome outcome;
        try {
            outcome = store.runner().run(command, job.timeout(), output, output);
        } catch (IOException e) {
            throw BuildahErrors.notStarted(store.settings().program().executable(), e);
        }
        if (outcome instanceof Outcome.TimedOut timedOut) {
            throw new BuildFailure(
                    Kind.TIMEOUT,
                    "a program in a container of " + job.image() + " took longer than "
                            + timedOut.limit().toSeconds() + " s, and was ended",
                    Optional.of(command.display()));
        }
        return new Finished(outcome, readAnswer(files.resolve(job.answer())), output.list());
    }

    private static Path writeFiles(Job job, Path folder) throws BuildFailure {
        try {
            Path files = Files.createDirectory(folder.resolve("files"));
            for (Map.Entry<String, byte[]> file : job.files().entrySet()) {
                Files.write(files.resolve(file.getKey()), file.getValue());
            }
            return files;
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "a program in a container cannot be given its files: " + FileFault.reasonOf(e));
        }
    }

    private static Optional<String> readAnswer(Path answer) throws BuildFailure {
        // what ran in the container may have put a link or a pipe there
        if (!Files.isRegularFile(answer, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(ForeignFile.read(answer), UTF_8));
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "the answer of a program in a container cannot be read: " + FileFault.reasonOf(e));
        }
    }

    /** Those arguments for building that running a container takes too. */
    static List<String> sharedArguments(List<String> buildArguments) {
        List<String> shared = new ArrayList<>();
        for (int i = 0; i < buildArguments.size(); i++) {
            String argument = buildArguments.get(i);
            int equals = argument.indexOf('=');
            if (equals > 0 && RUN_ARGUMENTS.contains(argument.substring(0, equals))) {
                shared.add(argument);
            } else if (RUN_ARGUMENTS.contains(argument) && i + 1 < buildArguments.size()) {
                shared.addAll(buildArguments.subList(i, i + 2));
                i++;
            }
        }
        return shared;
    }
}
