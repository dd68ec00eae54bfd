package io.github.tcib.push;

import io.github.tcib.file.FileFault;
import io.github.tcib.push.PushableImage.Unpacked;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pushes the images of a tree: finds them, greets the registries, packs layers while images are sent, parents before children
 * so that children find their parents' blobs. A failed image keeps no other from being tried, unless it is the registry itself
 * that fails.
 */
public final class TreePush {

    private final PushRequest request;
    private final Registries registries;
    private final PackedImages packed;
    private final BuildahStore store;
    private final PushLog log;
    private final BlobPlaces places = new BlobPlaces();
    /** Why nothing more can be pushed; empty as long as something can. */
    private volatile String hopeless = "";

    private final AtomicInteger done = new AtomicInteger();

    public TreePush(PushRequest request, Registries registries, PackedImages packed, BuildahStore store, PushLog log) {
        this.request = request;
        this.registries = registries;
        this.packed = packed;
        this.store = store;
        this.log = log;
    }

    /**
     * Pushes.
     *
     * @throws PushException when nothing can be pushed at all
     */
    public PushResult run() throws PushException, InterruptedException {
        long start = System.nanoTime();
        Map<BuiltImage, List<ImageReference>> targets = targets();
        int processors = Runtime.getRuntime().availableProcessors();
        BlockPackers packers = new BlockPackers(processors);
        ExecutorService readers = pool(processors, "reading layers");
        ExecutorService senders = pool(request.threads(), "pushing");
        try {
            Future<?> greeting = senders.submit(() -> {
                greet(targets);
                return targets;
            });
            List<PushableImage> found = new ImageSources(packed, store).find(request.images());
            await(greeting);
            Map<BuiltImage, PushedImage> existing = existing(targets, senders);
            if (!request.dryRun()) {
                packed.start(unpacked(found, existing), readers, packers);
            }
            List<PushedImage> images = push(targets, found, existing, senders);
            return new PushResult(images, request.dryRun(), Duration.ofNanos(System.nanoTime() - start));
        } finally {
            senders.shutdownNow();
            readers.shutdownNow();
            packers.close();
            deleteExports();
        }
    }

    private static void await(Future<?> greeting) throws PushException, InterruptedException {
        try {
            greeting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PushException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Map<BuiltImage, List<ImageReference>> targets() throws PushException {
        Map<BuiltImage, List<ImageReference>> targets = new LinkedHashMap<>();
        try {
            for (BuiltImage image : request.images()) {
                targets.put(image, request.targets().of(image));
            }
        } catch (RegistryException e) {
            throw new PushException(String.valueOf(e.getMessage()));
        }
        return targets;
    }

    /** A wrong name, certificate or password is better known before the packing than after it. */
    private void greet(Map<BuiltImage, List<ImageReference>> targets) throws PushException, InterruptedException {
        Map<String, ImageReference> first = new LinkedHashMap<>();
        targets.values()
                .forEach(references -> first.putIfAbsent(references.get(0).registry(), references.get(0)));
        for (ImageReference reference : first.values()) {
            try {
                registries.repository(reference).fetchManifestDigest(reference.selector());
            } catch (IOException e) {
                boolean ofThisImage =
                        e instanceof RegistryException known && known.kind() == RegistryException.Kind.REQUEST;
                if (!ofThisImage) {
                    throw new PushException("nothing is pushed: " + e.getMessage());
                }
            }
        }
    }

    /** The images whose tags are in the registry, when those are to be left alone. */
    private Map<BuiltImage, PushedImage> existing(
            Map<BuiltImage, List<ImageReference>> targets, ExecutorService senders) throws InterruptedException {
        if (!request.skipExisting()) {
            return Map.of();
        }
        Map<BuiltImage, Future<Optional<PushedImage>>> asked = new LinkedHashMap<>();
        targets.forEach((image, references) ->
                asked.put(image, senders.submit(() -> pushOf(image, references).existing())));
        Map<BuiltImage, PushedImage> existing = new HashMap<>();
        for (Map.Entry<BuiltImage, Future<Optional<PushedImage>>> one : asked.entrySet()) {
            try {
                one.getValue().get().ifPresent(found -> existing.put(one.getKey(), found));
            } catch (ExecutionException e) {
                // The push will fail alike, and say so in its turn.
                log.notice(one.getKey().name() + ": "
                        + Optional.ofNullable(e.getCause())
                                .map(Throwable::getMessage)
                                .orElse(""));
            }
        }
        return existing;
    }

    private List<Unpacked> unpacked(List<PushableImage> found, Map<BuiltImage, PushedImage> existing) {
        List<Unpacked> unpacked = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) instanceof Unpacked one
                    && !existing.containsKey(request.images().get(i))) {
                unpacked.add(one);
            }
        }
        return unpacked;
    }

    private List<PushedImage> push(
            Map<BuiltImage, List<ImageReference>> targets,
            List<PushableImage> found,
            Map<BuiltImage, PushedImage> existing,
            ExecutorService senders)
            throws InterruptedException {
        Map<String, CompletableFuture<PushedImage>> byReference = new HashMap<>();
        List<CompletableFuture<PushedImage>> all = new ArrayList<>();
        int at = 0;
        for (Map.Entry<BuiltImage, List<ImageReference>> entry : targets.entrySet()) {
            BuiltImage image = entry.getKey();
            PushableImage content = found.get(at++);
            CompletableFuture<PushedImage> parent = image.parent()
                    .flatMap(reference -> Optional.ofNullable(byReference.get(reference)))
                    .map(future -> future.thenApply(result -> result))
                    .orElse(CompletableFuture.completedFuture(
                            PushedImage.without(image, entry.getValue(), PushStatus.PLANNED, "", Duration.ZERO)));
            CompletableFuture<PushedImage> pushed = parent.thenApplyAsync(
                    ignored -> told(Optional.ofNullable(existing.get(image))
                            .orElseGet(() -> tryToPush(image, entry.getValue(), content))),
                    senders);
            byReference.put(image.reference(), pushed);
            all.add(pushed);
        }
        List<PushedImage> results = new ArrayList<>();
        for (CompletableFuture<PushedImage> one : all) {
            try {
                results.add(one.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return results;
    }

    private PushedImage told(PushedImage result) {
        log.done(result, done.incrementAndGet(), request.images().size());
        return result;
    }

    private ImagePush pushOf(BuiltImage image, List<ImageReference> references) {
        ImageReference target = references.get(0);
        return new ImagePush(image, references, registries.repository(target), packed, places, baseOf(image, target));
    }

    /** The repository of what the image's oldest ancestor among those pushed is built on, when it is in the same registry. */
    private Optional<String> baseOf(BuiltImage image, ImageReference target) {
        Optional<String> parent = image.parent();
        for (int i = 0; i < request.images().size(); i++) {
            Optional<String> child = parent;
            Optional<BuiltImage> pushed = request.images().stream()
                    .filter(one -> child.equals(Optional.of(one.reference())))
                    .findFirst();
            if (pushed.isEmpty()) {
                break;
            }
            parent = pushed.get().parent();
        }
        try {
            return parent.isEmpty() || parent.get().equals("scratch")
                    ? Optional.empty()
                    : Optional.of(ImageReference.parse(parent.get()))
                            .filter(base -> base.registry().equals(target.registry()))
                            .map(ImageReference::repository)
                            .filter(repository -> !repository.equals(target.repository()));
        } catch (RegistryException e) {
            // A layout, an archive, or nothing at all.
            return Optional.empty();
        }
    }

    private PushedImage tryToPush(BuiltImage image, List<ImageReference> references, PushableImage content) {
        long start = System.nanoTime();
        if (!hopeless.isEmpty()) {
            return PushedImage.without(image, references, PushStatus.SKIPPED, hopeless, Duration.ZERO);
        }
        String reason;
        try {
            ImagePush push = pushOf(image, references);
            return request.dryRun() ? push.plan(content) : push.run(content);
        } catch (RegistryException e) {
            if (e.kind() == RegistryException.Kind.REGISTRY) {
                hopeless = String.valueOf(e.getMessage());
            }
            reason = String.valueOf(e.getMessage());
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "interrupted";
        }
        return PushedImage.without(
                image, references, PushStatus.FAILED, reason, Duration.ofNanos(System.nanoTime() - start));
    }

    private void deleteExports() {
        try {
            store.deleteExports();
        } catch (IOException e) {
            log.notice("what buildah exported cannot be removed: " + FileFault.reasonOf(e));
        }
    }

    private static ExecutorService pool(int threads, String name) {
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
