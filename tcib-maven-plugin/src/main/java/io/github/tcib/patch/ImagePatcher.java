package io.github.tcib.patch;

import io.github.tcib.build.AttemptLog;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.StoredImage;
import io.github.tcib.build.buildah.ContainerStep;
import io.github.tcib.build.buildah.WorkingContainer;
import io.github.tcib.build.buildah.WorkingContainers;
import io.github.tcib.process.LastLines;
import io.github.tcib.process.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Patches one image: its packages in a working container first, the new image when that is wanted still. */
final class ImagePatcher {

    private static final int LAST_LINES = 200;
    private static final int RUNTIME_FAILED = 127;
    /** What rpm and its like do takes a moment, unless the machine is very busy. */
    private static final Duration OTHERS = Duration.ofMinutes(10);

    private final PatchRequest request;
    private final WorkingContainers containers;
    private final PackageSteps steps;
    private final Consumer<String> warnings;

    ImagePatcher(PatchRequest request, WorkingContainers containers, PackageSteps steps, Consumer<String> warnings) {
        this.request = request;
        this.containers = containers;
        this.steps = steps;
        this.warnings = warnings;
    }

    /**
     * An image whose packages are as they are to be.
     *
     * @param image what is known of it
     * @param container what becomes the new image; empty when there is to be none
     */
    record Prepared(PatchedImage image, Optional<WorkingContainer> container) {

        void close() {
            container.ifPresent(WorkingContainer::close);
        }
    }

    /** What an image's packages were, and are. */
    record Changed(List<PackageChange> changes, List<RpmVerdict> rpms, String whyNothing) {}

    /** Runs commands in a container, with their output in the image's log. */
    interface Shell {

        /** Runs a command that has to succeed; gives its standard output. */
        List<String> run(List<String> words, boolean repositories) throws BuildFailure, InterruptedException;
    }

    /** Changes the packages; a failure is part of what is returned. */
    Prepared prepare(PatchTarget target) throws InterruptedException {
        long start = System.nanoTime();
        Path file = request.logOf(target);
        try (AttemptLog log = new AttemptLog(file, warnings)) {
            log.begin(request.patch().goal() + " of " + target.reference());
            Optional<WorkingContainer> container = Optional.empty();
            boolean wanted = false;
            try {
                container = Optional.of(containers.create(target.reference()));
                Changed changed = change(container.get(), log);
                wanted = !changed.changes().isEmpty();
                PatchedImage image = new PatchedImage(
                        target,
                        wanted ? PatchStatus.PATCHED : PatchStatus.UNCHANGED,
                        changed.whyNothing(),
                        changed.changes(),
                        changed.rpms(),
                        Optional.empty(),
                        since(start),
                        file);
                return new Prepared(image, wanted ? container : Optional.empty());
            } catch (BuildFailure e) {
                log.fail(e.getMessage());
                return new Prepared(failed(target, e.getMessage(), since(start), file), Optional.empty());
            } finally {
                if (!wanted) {
                    container.ifPresent(WorkingContainer::close);
                }
            }
        }
    }

    private Changed change(WorkingContainer container, AttemptLog log) throws BuildFailure, InterruptedException {
        Shell shell = (words, repositories) -> run(container, words, repositories, log);
        NavigableSet<InstalledPackage> before = installedIn(shell);
        steps.run(shell, before, container.architecture());
        NavigableSet<InstalledPackage> after = installedIn(shell);
        return steps.changed(before, after, container.architecture());
    }

    private static NavigableSet<InstalledPackage> installedIn(Shell shell) throws BuildFailure, InterruptedException {
        NavigableSet<InstalledPackage> installed = new TreeSet<>();
        shell.run(Dnf.listPackages(), false).stream()
                .filter(InstalledPackage::isOne)
                .map(InstalledPackage::parse)
                .forEach(installed::add);
        if (installed.isEmpty()) {
            throw new BuildFailure(Kind.DETERMINISTIC, "RPM knows no package in it");
        }
        return installed;
    }

    private List<String> run(WorkingContainer container, List<String> words, boolean repositories, AttemptLog log)
            throws BuildFailure, InterruptedException {
        log.add("$ " + String.join(" ", words));
        List<String> out = java.util.Collections.synchronizedList(new ArrayList<>());
        LastLines errors = new LastLines(LAST_LINES);
        Consumer<String> outLine = words.equals(Dnf.listPackages())
                ? out::add
                : line -> {
                    out.add(line);
                    log.add(line);
                };
        Consumer<String> errorLine = errors.andThen(log::add);
        Outcome outcome = container.run(step(words, repositories), outLine, errorLine);
        if (outcome instanceof Outcome.TimedOut timedOut) {
            throw new BuildFailure(
                    Kind.TIMEOUT,
                    words.get(0) + " took longer than " + timedOut.limit().toSeconds()
                            + " s (tcib.timeout), and was ended");
        }
        if (outcome instanceof Outcome.Exited exited && !exited.isSuccess()) {
            throw failure(words.get(0), exited.code(), List.copyOf(out), errors.list());
        }
        return List.copyOf(out);
    }

    private ContainerStep step(List<String> words, boolean repositories) {
        List<String> volumes = new ArrayList<>(steps.volumes());
        String network = "none";
        if (repositories) {
            PatchRequest.Surroundings around = request.surroundings();
            volumes.addAll(around.volumes());
            around.repoDirectory()
                    .ifPresent(directory -> volumes.add(directory.toAbsolutePath() + ":" + Dnf.REPOSITORIES + ":ro,z"));
            network = around.network();
        }
        return new ContainerStep(
                words, volumes, network, words.get(0).equals(Dnf.PROGRAM) ? request.timeout() : OTHERS);
    }

    private static BuildFailure failure(String program, int code, List<String> out, List<String> errors) {
        if (errors.stream().anyMatch(line -> line.contains("executable file") && line.contains("not found"))) {
            return new BuildFailure(Kind.DETERMINISTIC, "there is no " + program + " in it");
        }
        List<String> bad = out.stream().filter(line -> line.contains("NOT OK")).toList();
        if (program.equals("rpmkeys") && !bad.isEmpty()) {
            return new BuildFailure(
                    Kind.DETERMINISTIC,
                    "not signed with one of the keys of tcib.hotfix.keys: "
                            + String.join("; ", bad).replace(Dnf.RPMS + "/", ""));
        }
        String reason = Dnf.reasonIn(errors);
        return new BuildFailure(
                Kind.DETERMINISTIC, program + ": " + reason + (code == RUNTIME_FAILED ? " (exit code 127)" : ""));
    }

    /** Makes the new image; a failure is part of what is returned. */
    PatchedImage commit(Prepared prepared) throws InterruptedException {
        if (prepared.container().isEmpty()) {
            return prepared.image();
        }
        long start = System.nanoTime();
        try (WorkingContainer container = prepared.container().get()) {
            PatchedImage image = prepared.image();
            StoredImage stored = container.commit(image.target().newReference(), steps.historyOf(image.changes()));
            return image.with(stored, since(start));
        } catch (BuildFailure e) {
            return prepared.image().with(PatchStatus.FAILED, e.getMessage());
        }
    }

    private static PatchedImage failed(PatchTarget target, String why, Duration duration, Path log) {
        return new PatchedImage(target, PatchStatus.FAILED, why, List.of(), List.of(), Optional.empty(), duration, log);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
