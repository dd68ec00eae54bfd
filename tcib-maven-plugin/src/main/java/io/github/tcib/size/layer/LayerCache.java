package io.github.tcib.size.layer;

import io.github.tcib.file.FileFault;
import io.github.tcib.oci.Digest;
import io.github.tcib.rpm.RpmPackage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What was found in layers and package databases, on disk and by digest, so that nothing is read twice. Losing it costs time
 * only: a file that cannot be read, or that another version wrote, is as good as none.
 */
public final class LayerCache {

    private static final int VERSION = 1;
    private static final int BUFFER = 1 << 16;
    private static final Duration KEPT_UNUSED = Duration.ofDays(60);
    /** A file used is marked so at most this often. */
    private static final Duration MARKED_EVERY = Duration.ofDays(1);

    private final Path directory;
    private final Consumer<String> warnings;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * @param directory is made when something is written
     * @param warnings told once when nothing can be kept
     */
    public LayerCache(Path directory, Consumer<String> warnings) {
        this.directory = directory.resolve("v" + VERSION);
        this.warnings = warnings;
    }

    Optional<LayerContents> findLayer(Digest diffId) {
        return find(layerFile(diffId), CacheFile::readLayer)
                .filter(layer -> layer.diffId().equals(diffId));
    }

    void writeLayer(LayerContents layer) {
        write(layerFile(layer.diffId()), out -> CacheFile.write(layer, out));
    }

    Optional<SortedSet<RpmPackage>> findPackages(String key) {
        return find(packagesFile(key), CacheFile::readPackages);
    }

    void writePackages(String key, SortedSet<RpmPackage> packages) {
        write(packagesFile(key), out -> CacheFile.write(packages, out));
    }

    /** Removes what nobody has asked for in two months. */
    public void removeUnused() {
        Instant oldest = Instant.now().minus(KEPT_UNUSED);
        for (String kind : List.of("layers", "packages")) {
            Path folder = directory.resolve(kind);
            if (Files.isDirectory(folder)) {
                try {
                    removeBefore(oldest, folder);
                } catch (IOException e) {
                    warn("what nobody needs any more stays", e);
                }
            }
        }
    }

    private static void removeBefore(Instant oldest, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void warn(String what, IOException e) {
        if (warned.compareAndSet(false, true)) {
            warnings.accept("The cache of layers cannot be written, so " + what + ": " + FileFault.reasonOf(e)
                    + "; name another directory in tcib.sizeReport.cacheDirectory");
        }
    }

    private Path layerFile(Digest diffId) {
        return directory.resolve("layers").resolve(diffId.hex());
    }

    private Path packagesFile(String key) {
        return directory.resolve("packages").resolve(key);
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    private interface Writing {
        void write(DataOutputStream out) throws IOException;
    }

    private static <T> Optional<T> find(Path file, Reading<T> reading) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER))) {
            T found = reading.read(in);
            if (in.read() >= 0) {
                return Optional.empty();
            }
            mark(file);
            return Optional.of(found);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void mark(Path file) throws IOException {
        Instant now = Instant.now();
        if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(MARKED_EVERY)) && Files.isWritable(file)) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    private void write(Path file, Writing writing) {
        try {
            writeWhole(file, writing);
        } catch (IOException e) {
            warn("layers are read again the next time", e);
        }
    }

    private static void writeWhole(Path file, Writing writing) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path unfinished = Files.createTempFile(folder, ".unfinished-", ".tmp");
        try {
            try (OutputStream raw = Files.newOutputStream(unfinished);
                    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new QuickGzip(raw), BUFFER))) {
                writing.write(out);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static final class QuickGzip extends GZIPOutputStream {

        QuickGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
