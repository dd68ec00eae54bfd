package io.github.tcib.size.remote;

import io.github.tcib.oci.Compression;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.FetchedManifest;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.registry.Repository;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.ManifestReader;
import io.github.tcib.size.layer.StoredImage;
import io.github.tcib.size.layer.StoredLayer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Images in registries: manifests and configs are fetched, layers only when they are opened. */
public final class RegistryStore implements ImageStore {

    private static final long LARGEST_CONFIG = 16L << 20;
    private static final int AT_ONCE = 8;
    /** A login that is wrong is not tried for each of a hundred images: that would lock the account. */
    private static final int MOST_REFUSALS = 3;

    private final Registries registries;
    private final Platform platform;
    private final Path directory;
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private final Map<Digest, Place> layers = new ConcurrentHashMap<>();

    /**
     * @param platform is chosen where a tag has several
     * @param directory for layers while they are read; nothing stays there
     */
    public RegistryStore(Registries registries, Platform platform, Path directory) {
        this.registries = registries;
        this.platform = platform;
        this.directory = directory;
    }

    /** What came of asking for a reference: an image, none, or a failure. */
    private record Found(Optional<StoredImage> image, Optional<IOException> failure) {}

    private record Place(Repository repository, Descriptor blob) {}

    /**
     * Asks for many images at once, so that {@link #find} has the answers.
     *
     * @throws IOException when the registry does not answer, or refuses the first that are asked for
     */
    public void fetch(Collection<String> references) throws IOException {
        List<String> open = new ArrayList<>(new LinkedHashSet<>(references));
        int refusals = 0;
        boolean answered = false;
        while (!answered && !open.isEmpty()) {
            Found first = ask(open.remove(0));
            answered = first.failure().isEmpty();
            if (first.failure().isPresent() && (isSilence(first.failure().get()) || ++refusals == MOST_REFUSALS)) {
                throw first.failure().get();
            }
        }
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Found>> answers = new ArrayList<>();
            for (String reference : open) {
                answers.add(workers.submit(() -> ask(reference)));
            }
            for (Future<Found> answer : answers) {
                answer.get();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** Whether the registry gave no answer, so that it is of no use to ask for other images. */
    static boolean isSilence(IOException e) {
        return e instanceof InterruptedIOException || (e instanceof RegistryException known && known.isPassing());
    }

    private Found ask(String reference) {
        Found known = found.get(reference);
        if (known == null) {
            known = answer(reference);
            found.put(reference, known);
        }
        return known;
    }

    private Found answer(String reference) {
        try {
            return new Found(fetch(reference), Optional.empty());
        } catch (IOException e) {
            return new Found(Optional.empty(), Optional.of(e));
        } catch (InterruptedException e) {
            return new Found(Optional.empty(), Optional.of(interrupted()));
        }
    }

    @Override
    public Optional<StoredImage> find(String reference) throws IOException {
        Found answer = ask(reference);
        if (answer.failure().isPresent()) {
            throw answer.failure().get();
        }
        return answer.image();
    }

    private Optional<StoredImage> fetch(String text) throws IOException, InterruptedException {
        ImageReference reference = ImageReference.parse(text);
        Repository repository = registries.repositoryForReading(reference);
        Optional<FetchedManifest> manifest = repository.fetchManifest(reference.selector());
        return manifest.isEmpty() ? Optional.empty() : Optional.of(read(reference, repository, manifest.get()));
    }

    private StoredImage read(ImageReference reference, Repository repository, FetchedManifest top) throws IOException {
        ManifestReader reader = new ManifestReader(new FetchedBlobs(repository, top), platform);
        ManifestReader.Image image = reader.read(new Descriptor(top.mediaType(), top.digest(), top.content().length));
        List<StoredLayer> stored = new ArrayList<>();
        for (ManifestReader.Layer layer : image.layers()) {
            layers.putIfAbsent(layer.diffId(), new Place(repository, layer.blob()));
            stored.add(new StoredLayer(
                    layer.diffId(), OptionalLong.of(layer.blob().size()), layer.createdBy(), layer.foreign()));
        }
        return new StoredImage(reference.toString(), image.manifest().digest().toString(), stored);
    }

    private record FetchedBlobs(Repository repository, FetchedManifest top) implements ManifestReader.Blobs {

        @Override
        public byte[] readManifest(Descriptor manifest) throws IOException {
            if (manifest.digest().equals(top.digest())) {
                return top.content();
            }
            try {
                return repository
                        .fetchManifest(manifest.digest().toString())
                        .orElseThrow(() -> new OciException("index " + top.digest() + " lists the manifest "
                                + manifest.digest() + ", which the registry does not have"))
                        .content();
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        @Override
        public byte[] readConfig(Descriptor config) throws IOException {
            if (config.size() > LARGEST_CONFIG) {
                throw new OciException("the config " + config.digest() + " has " + config.size() + " bytes; at most "
                        + LARGEST_CONFIG + " are read");
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            fetchBlob(repository, config, content);
            if (!Digest.of(content.toByteArray()).equals(config.digest())) {
                throw new OciException("the config " + config.digest() + " is damaged in the registry: its content has"
                        + " the digest " + Digest.of(content.toByteArray()));
            }
            return content.toByteArray();
        }
    }

    private static void fetchBlob(Repository repository, Descriptor blob, OutputStream out) throws IOException {
        try {
            repository.fetchBlob(blob, out);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while a registry was asked");
    }

    /** Fetches the layer; whether it is the right one shows by its diffID in the end. */
    @Override
    public InputStream open(StoredLayer layer) throws IOException {
        Place place = Optional.ofNullable(layers.get(layer.diffId()))
                .orElseThrow(
                        () -> new IllegalStateException("layer " + layer.diffId() + " is of no image that was found"));
        Path file = Files.createTempFile(directory, "layer", ".blob");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                fetchBlob(place.repository(), place.blob(), out);
            }
            return Compression.unpack(
                    new BufferedInputStream(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE)));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** A transfer that broke off is begun anew, once. */
    @Override
    public InputStream openAgain(StoredLayer layer, IOException because) throws IOException {
        if (because instanceof InterruptedIOException) {
            throw because;
        }
        try {
            return open(layer);
        } catch (IOException e) {
            e.addSuppressed(because);
            throw e;
        }
    }

    @Override
    public String remedy() {
        return "push it, or correct registry, namespace, prefix and tag";
    }

    @Override
    public String description() {
        return "the registry";
    }

    @Override
    public void close() {}
}
