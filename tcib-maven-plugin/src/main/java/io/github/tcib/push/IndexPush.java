package io.github.tcib.push;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.Platform;
import io.github.tcib.oci.PlatformIndex;
import io.github.tcib.registry.FetchedManifest;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.registry.Repository;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Joins the pushed images of several platforms: an index for each image under its tags (OCI image-spec 1.1, image-index.md),
 * once all of its platforms are in the registry. What was built for one platform passes through.
 */
public final class IndexPush {

    private final PushRequest request;
    private final Registries registries;
    private final PushLog log;
    private final AtomicInteger done = new AtomicInteger();

    public IndexPush(PushRequest request, Registries registries, PushLog log) {
        this.request = request;
        this.registries = registries;
        this.log = log;
    }

    /** Writes the indexes; gives one result an image, with the digest of its index. */
    public PushResult run(PushResult pushed) throws InterruptedException {
        if (pushed.images().stream().allMatch(image -> image.image().part().isEmpty())) {
            return pushed;
        }
        long start = System.nanoTime();
        Map<String, List<PushedImage>> byName = new LinkedHashMap<>();
        pushed.images()
                .forEach(image -> byName.computeIfAbsent(image.image().name(), any -> new ArrayList<>())
                        .add(image));
        ExecutorService senders = Executors.newFixedThreadPool(request.threads(), task -> {
            Thread thread = new Thread(task, "pushing");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<PushedImage>> joining = new ArrayList<>();
            byName.values().forEach(parts -> joining.add(senders.submit(() -> told(tryToJoin(parts), byName.size()))));
            List<PushedImage> joined = new ArrayList<>();
            for (Future<PushedImage> one : joining) {
                joined.add(one.get());
            }
            return new PushResult(
                    joined, pushed.dryRun(), pushed.duration().plus(Duration.ofNanos(System.nanoTime() - start)));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            senders.shutdownNow();
        }
    }

    private PushedImage told(PushedImage image, int total) {
        log.done(image, done.incrementAndGet(), total);
        return image;
    }

    private PushedImage tryToJoin(List<PushedImage> parts) throws InterruptedException {
        Optional<PushedImage> missing = parts.stream()
                .filter(part -> part.status() == PushStatus.FAILED || part.status() == PushStatus.SKIPPED)
                .findFirst();
        if (missing.isPresent()) {
            return joined(
                    parts,
                    missing.get().status(),
                    Optional.empty(),
                    Map.of(),
                    "no index without " + platformOf(missing.get()) + ": "
                            + missing.get().reason());
        }
        PushStatus first = parts.get(0).status();
        if (parts.stream().allMatch(part -> part.status() == PushStatus.EXISTING)) {
            return joined(parts, first, parts.get(0).manifest(), Map.of(), "");
        }
        if (request.dryRun()) {
            return joined(parts, PushStatus.PLANNED, Optional.empty(), Map.of(), "its index is made of what is pushed");
        }
        try {
            return join(parts);
        } catch (IOException e) {
            return joined(parts, PushStatus.FAILED, Optional.empty(), Map.of(), String.valueOf(e.getMessage()));
        }
    }

    private PushedImage join(List<PushedImage> parts) throws IOException, InterruptedException {
        List<ImageReference> references = parts.get(0).references();
        Repository repository = registries.repository(references.get(0));
        Map<Platform, Descriptor> manifests = new LinkedHashMap<>();
        for (PushedImage part : parts) {
            manifests.put(platformOf(part), fetch(part, repository));
        }
        PlatformIndex index = PlatformIndex.of(manifests);
        boolean changed = parts.stream().anyMatch(part -> part.status() == PushStatus.PUSHED);
        for (ImageReference reference : references) {
            changed |= write(index, reference, repository);
        }
        Map<Platform, Digest> digests = new LinkedHashMap<>();
        manifests.forEach((platform, manifest) -> digests.put(platform, manifest.digest()));
        return joined(
                parts,
                changed ? PushStatus.PUSHED : PushStatus.UNCHANGED,
                Optional.of(new PushedImage.Manifest(
                        index.descriptor().digest(),
                        Optional.of(index.descriptor().mediaType()))),
                digests,
                "");
    }

    private static Descriptor fetch(PushedImage part, Repository repository) throws IOException, InterruptedException {
        Digest digest = part.manifest().orElseThrow().digest();
        FetchedManifest manifest = repository
                .fetchManifest(digest.toString())
                .orElseThrow(
                        () -> new RegistryException(
                                RegistryException.Kind.REQUEST,
                                part.references().get(0).name() + "@" + digest
                                        + " was pushed, but the registry does not have it; does it remove manifests without a tag?"));
        return new Descriptor(manifest.mediaType(), manifest.digest(), manifest.content().length);
    }

    /** Writes the index under a tag unless the tag means it, and returns whether it was written. */
    private static boolean write(PlatformIndex index, ImageReference reference, Repository repository)
            throws IOException, InterruptedException {
        Optional<Digest> wanted = Optional.of(index.descriptor().digest());
        if (repository.fetchManifestDigest(reference.selector()).equals(wanted)) {
            return false;
        }
        repository.putManifest(reference.selector(), index.descriptor().mediaType(), index.content());
        Optional<Digest> there = repository.fetchManifestDigest(reference.selector());
        if (!there.equals(wanted)) {
            throw new RegistryException(
                    RegistryException.Kind.REQUEST,
                    reference + " was pushed as " + index.descriptor().digest() + ", but the registry "
                            + there.map(digest -> "has " + digest).orElse("does not have it")
                            + "; does something else push this tag, or convert manifests?");
        }
        return true;
    }

    private static Platform platformOf(PushedImage part) {
        return part.image().part().orElseThrow().platform();
    }

    private static PushedImage joined(
            List<PushedImage> parts,
            PushStatus status,
            Optional<PushedImage.Manifest> manifest,
            Map<Platform, Digest> platforms,
            String reason) {
        BuiltImage any = parts.get(0).image();
        return new PushedImage(
                new BuiltImage(any.name(), any.publicReference(), any.parent(), any.digest(), any.id()),
                parts.get(0).references(),
                status,
                manifest,
                parts.stream().map(PushedImage::traffic).reduce(Traffic.NONE, Traffic::plus),
                parts.stream().map(PushedImage::duration).reduce(Duration.ZERO, Duration::plus),
                reason,
                platforms);
    }
}
