package io.github.tcib.size.layer;

import io.github.tcib.file.FileFault;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.RootPath;
import io.github.tcib.rpm.RpmDatabase;
import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Reads layers of one store, each at most once ever: what was found is kept in the cache. */
public final class LayerLibrary {

    private final ImageStore store;
    private final LayerCache cache;
    private final Path scratch;
    private final int threads;

    /**
     * @param scratch an existing directory for copies of package databases; nothing stays there
     * @param threads how many layers are read at once
     */
    public LayerLibrary(ImageStore store, LayerCache cache, Path scratch, int threads) {
        this.store = store;
        this.cache = cache;
        this.scratch = scratch;
        this.threads = threads;
    }

    /**
     * Reads layers.
     *
     * @throws IOException when the thread is interrupted; a layer that cannot be read is told in its result
     */
    public Map<Digest, LayerReading> read(List<StoredLayer> layers) throws IOException {
        Map<Digest, StoredLayer> distinct = new LinkedHashMap<>();
        layers.forEach(layer -> distinct.putIfAbsent(layer.diffId(), layer));
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<LayerReading>> readings = new ArrayList<>();
            for (StoredLayer layer : distinct.values()) {
                readings.add(workers.submit(() -> read(layer)));
            }
            Map<Digest, LayerReading> results = new LinkedHashMap<>();
            for (Future<LayerReading> reading : readings) {
                LayerReading result = reading.get();
                results.put(result.diffId(), result);
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while layers were read");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private LayerReading read(StoredLayer layer) {
        Optional<LayerContents> cached = cache.findLayer(layer.diffId());
        if (cached.isPresent()) {
            return new LayerReading.Known(cached.get());
        }
        long packed = layer.packedBytes().orElse(0);
        if (layer.foreign()) {
            return new LayerReading.Unknown(
                    layer.diffId(), packed, "the image says only where to get it (a foreign layer)", true);
        }
        try {
            return withCopies(layer, found -> {
                for (String directory : RpmFiles.DIRECTORIES) {
                    Optional<ContentHash> database =
                            hashOf(found.contents(), RootPath.join(directory, RpmFiles.SQLITE));
                    if (database.isPresent()) {
                        keepPackages(directory, database.get(), found);
                    }
                }
                cache.writeLayer(found.contents());
                return new LayerReading.Known(found.contents());
            });
        } catch (IOException e) {
            return new LayerReading.Unknown(layer.diffId(), packed, FileFault.reasonOf(e), false);
        }
    }

    private static Optional<ContentHash> hashOf(LayerContents contents, String path) {
        return contents.entries().stream()
                .filter(entry -> entry.path().equals(path))
                .filter(LayerEntry.File.class::isInstance)
                .map(entry -> ((LayerEntry.File) entry).hash())
                .reduce((first, last) -> last);
    }

    /** Nearly always a layer has the whole database; if not, or if it is damaged, that shows when an image needs it. */
    private void keepPackages(String directory, ContentHash database, LayerScan.Found found) throws IOException {
        Optional<ContentHash> log = hashOf(found.contents(), RootPath.join(directory, RpmFiles.LOG));
        String key = keyOf(database, log);
        if (cache.findPackages(key).isEmpty()) {
            Path copy = found.copies().get(RootPath.join(directory, RpmFiles.SQLITE));
            Path logCopy = found.copies().get(RootPath.join(directory, RpmFiles.LOG));
            if (copy != null) {
                try {
                    cache.writePackages(key, parse(copy, Optional.ofNullable(logCopy)));
                } catch (RpmException e) {
                    // whoever asks for the packages is told so
                    return;
                }
            }
        }
    }

    private static SortedSet<RpmPackage> parse(Path database, Optional<Path> log) throws IOException, RpmException {
        if (log.isPresent()) {
            Path place = database.resolveSibling(database.getFileName() + "-wal");
            Files.deleteIfExists(place);
            Files.copy(log.get(), place);
        }
        return RpmDatabase.read(database);
    }

    /**
     * Where a file of a package database is.
     *
     * @param layer the layer that has it
     */
    public record DatabaseFile(StoredLayer layer, String path, ContentHash hash) {}

    /** Reads the packages of a database whose log may be in another layer. */
    public PackageList readPackages(DatabaseFile database, Optional<DatabaseFile> log) throws IOException {
        String key = keyOf(database.hash(), log.map(DatabaseFile::hash));
        Optional<SortedSet<RpmPackage>> cached = cache.findPackages(key);
        if (cached.isPresent()) {
            return new PackageList.Known(cached.get());
        }
        try {
            SortedSet<RpmPackage> packages = withCopy(
                    database,
                    copy -> log.isPresent()
                            ? withCopy(log.get(), logCopy -> parse(copy, Optional.of(logCopy)))
                            : parse(copy, Optional.empty()));
            cache.writePackages(key, packages);
            return new PackageList.Known(packages);
        } catch (RpmException e) {
            return new PackageList.Unreadable("/" + database.path() + " is damaged: " + e.getMessage());
        }
    }

    private static String keyOf(ContentHash database, Optional<ContentHash> log) {
        return database + log.map(hash -> "-" + hash).orElse("");
    }

    private interface OnCopy<T> {
        T apply(Path copy) throws IOException, RpmException;
    }

    private <T> T withCopy(DatabaseFile file, OnCopy<T> action) throws IOException, RpmException {
        Path directory = Files.createTempDirectory(scratch, "layer");
        try {
            LayerScan.Found found = scan(file.layer(), directory);
            Path copy = found.copies().get(file.path());
            if (copy == null) {
                throw new IllegalStateException("layer " + file.layer().diffId() + " had " + file.path() + " once");
            }
            return action.apply(copy);
        } finally {
            delete(directory);
        }
    }

    private interface OnFound<T> {
        T apply(LayerScan.Found found) throws IOException;
    }

    private <T> T withCopies(StoredLayer layer, OnFound<T> action) throws IOException {
        Path directory = Files.createTempDirectory(scratch, "layer");
        try {
            return action.apply(scan(layer, directory));
        } finally {
            delete(directory);
        }
    }

    private LayerScan.Found scan(StoredLayer layer, Path directory) throws IOException {
        try (InputStream in = store.open(layer)) {
            return new LayerScan(directory).read(layer, in);
        } catch (IOException e) {
            try (InputStream in = store.openAgain(layer, e)) {
                return new LayerScan(directory).read(layer, in);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
