package io.github.tcib.patch;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.ShutdownGuard;
import io.github.tcib.build.StoreLock;
import io.github.tcib.build.buildah.WorkingContainers;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.patch.ImagePatcher.Prepared;
import io.github.tcib.rpm.RpmFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Patches images: the packages of all first, then, unless the patch turns out to be a mistake, the new images. An image that
 * fails does not stop the others.
 */
public final class PatchRun {

    private static final Duration ENDING = Duration.ofSeconds(60);

    private final PatchRequest request;
    private final WorkingContainers containers;
    private final PatchLog log;

    public PatchRun(PatchRequest request, WorkingContainers containers, PatchLog log) {
        this.request = request;
        this.containers = containers;
        this.log = log;
    }

    /**
     * Patches and writes the results, also when images fail. An interrupt ends what runs and removes what it leaves.
     *
     * @throws BuildFailure when nothing could be tried at all, or results cannot be written
     */
    @SuppressWarnings("try") // guard and lock do their work by being open
    public PatchResult run() throws BuildFailure, InterruptedException {
        try (ShutdownGuard guard = ShutdownGuard.ofThisThread();
                StoreLock lock = StoreLock.acquire(List.of(containers.stateDirectory()), log::waitingForStore)) {
            long start = System.nanoTime();
            containers.removeLeftovers();
            log.started(request);
            stage();
            PackageSteps steps = steps();
            ImagePatcher patcher = new ImagePatcher(request, containers, steps, log::warning);
            List<Prepared> prepared = prepare(patcher);
            List<String> refusal =
                    steps.refusalOf(prepared.stream().map(Prepared::image).toList());
            List<PatchedImage> images = refusal.isEmpty() ? commit(patcher, prepared) : refuse(prepared);
            PatchResult result = new PatchResult(
                    request.patch().goal(), images, refusal, Duration.ofNanos(System.nanoTime() - start));
            log.ended(result);
            write(result);
            return result;
        }
    }

    private PackageSteps steps() {
        boolean repoDirectory = request.surroundings().repoDirectory().isPresent();
        if (request.patch() instanceof Patch.Hotfix hotfix) {
            return new HotfixSteps(hotfix, repoDirectory, request.stage());
        }
        if (request.patch() instanceof Patch.Update update) {
            return new UpdateSteps(update, repoDirectory);
        }
        throw new IllegalStateException("a patch of an unknown kind");
    }

    /** The RPMs may come from many places; what containers see is a folder with copies of them alone. */
    private void stage() throws BuildFailure {
        if (request.patch() instanceof Patch.Hotfix hotfix) {
            try {
                Set<Path> copies = new HashSet<>();
                for (RpmFile rpm : hotfix.rpms().files()) {
                    Path copy = request.stage().resolve("rpms").resolve(HotfixSteps.stagedNameOf(rpm));
                    copies.add(copyTo(copy, rpm.file()));
                }
                for (int i = 0; i < hotfix.keys().size(); i++) {
                    Path copy = request.stage().resolve("keys").resolve(String.valueOf(i));
                    copies.add(copyTo(copy, hotfix.keys().get(i)));
                }
                removeOthers(copies);
            } catch (IOException e) {
                throw new BuildFailure(
                        Kind.DETERMINISTIC,
                        "the RPMs cannot be copied to " + request.stage() + ": " + FileFault.reasonOf(e));
            }
        }
    }

    private static Path copyTo(Path copy, Path source) throws IOException {
        Files.createDirectories(copy.resolveSibling(""));
        AtomicFile.copyIfChanged(source, copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    private void removeOthers(Set<Path> copies) throws IOException {
        try (Stream<Path> all = Files.walk(request.stage())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!copies.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<Prepared> prepare(ImagePatcher patcher) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.min(request.threads(), Math.max(1, request.targets().size())));
        AtomicInteger done = new AtomicInteger();
        List<Future<Prepared>> running = new ArrayList<>();
        List<Prepared> prepared = new ArrayList<>();
        boolean complete = false;
        try {
            for (PatchTarget target : request.targets()) {
                running.add(workers.submit(() -> {
                    Prepared one = patcher.prepare(target);
                    log.prepared(
                            one.image(),
                            done.incrementAndGet(),
                            request.targets().size());
                    return one;
                }));
            }
            for (Future<Prepared> one : running) {
                prepared.add(one.get());
            }
            complete = true;
            return prepared;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
            if (!complete) {
                cleanUp(workers);
            }
        }
    }

    /** Ends what runs; what was ready to become an image, and has a container still, is removed with it. */
    private void cleanUp(ExecutorService workers) throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        workers.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS);
        containers.removeLeftovers();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<PatchedImage> commit(ImagePatcher patcher, List<Prepared> prepared) throws InterruptedException {
        List<PatchedImage> images = new ArrayList<>();
        try {
            for (Prepared one : prepared) {
                images.add(patcher.commit(one));
            }
            return images;
        } finally {
            prepared.stream().skip(images.size()).forEach(Prepared::close);
        }
    }

    private static List<PatchedImage> refuse(List<Prepared> prepared) {
        prepared.forEach(Prepared::close);
        return prepared.stream()
                .map(Prepared::image)
                .map(image -> image.status() == PatchStatus.PATCHED
                        ? image.with(PatchStatus.REFUSED, "the patch was refused as a whole")
                        : image)
                .toList();
    }

    private void write(PatchResult result) throws BuildFailure {
        try {
            new PatchResultFile(request.resultFile()).write(result);
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "the results cannot be written to " + request.resultFile() + ": " + FileFault.reasonOf(e));
        }
    }
}
