package io.github.tcib.locked;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedMetadata;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.oci.Compression;
import io.github.tcib.repodata.RepositoryPackage;
import io.github.tcib.repodata.RepositoryWriter;
import io.github.tcib.rpm.PackageFile;
import io.github.tcib.rpm.RpmException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The directory that is mounted for RUN steps: {@code .repo} files and the repositories they lead to, each with the locked
 * packages of one repository. Its name follows from its content, so that one that is there is as it should be.
 */
final class LocalRepositories {

    static final String EMPTY = "locked/empty-directory";

    /** Changes with the form of what is written. */
    private static final String FORM = "1";

    /** Many times what distributions have. */
    private static final int LARGEST_METADATA = 64 << 20;

    private final Path directory;
    private final FileCache cache;
    private final ArchitectureLock lock;
    private final LocalRepoFiles files;

    /** @param cacheDirectory of the RPMs too, so that these can be linked */
    LocalRepositories(Path cacheDirectory, FileCache cache, ArchitectureLock lock, LocalRepoFiles files) {
        this.directory = cacheDirectory.resolve("repositories").resolve(nameOf(lock, files));
        this.cache = cache;
        this.lock = lock;
        this.files = files;
    }

    private static String nameOf(ArchitectureLock lock, LocalRepoFiles files) {
        StringBuilder content = new StringBuilder(FORM);
        files.texts()
                .forEach((name, text) ->
                        content.append('\n').append(name).append('\n').append(text));
        for (LockedRpm rpm : lock.rpms().values()) {
            content.append('\n')
                    .append(rpm.repository())
                    .append(' ')
                    .append(rpm.nevra())
                    .append(' ')
                    .append(rpm.sha256());
        }
        for (LockedRepository repository : lock.repositories().values()) {
            repository
                    .metadata()
                    .forEach((kind, file) -> content.append('\n')
                            .append(repository.id())
                            .append(' ')
                            .append(kind.type())
                            .append(' ')
                            .append(file.sha256()));
        }
        return Names.shortDigest(content.toString());
    }

    /** Where it lies, or would. */
    Path directory() {
        return directory;
    }

    boolean isWritten() {
        return Files.isDirectory(directory);
    }

    /**
     * Writes it; the RPMs are in the cache.
     *
     * @param keys the content of the keys that the {@code .repo} files need, by URL
     */
    void write(Map<String, byte[]> keys) throws LockedBuildException {
        try {
            Path parent = directory.resolveSibling("");
            Files.createDirectories(parent);
            Path unfinished = Files.createTempDirectory(parent, AtomicFile.PREFIX);
            try {
                writeInto(unfinished, keys);
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
                moveUnlessThere(unfinished);
            } finally {
                remove(unfinished);
            }
        } catch (IOException e) {
            throw new LockedBuildException(
                    "the local repository of locked packages cannot be written to " + directory + ": "
                            + FileFault.reasonOf(e),
                    e);
        } catch (RpmException e) {
            throw new LockedBuildException(
                    "a locked RPM in the cache cannot be used: " + e.getMessage() + "; remove " + cache.rpms()
                            + ", and they are fetched again",
                    e);
        }
    }

    private void writeInto(Path target, Map<String, byte[]> keys)
            throws IOException, RpmException, LockedBuildException {
        for (Map.Entry<String, String> file : files.texts().entrySet()) {
            AtomicFile.write(target.resolve(file.getKey()), file.getValue().getBytes(UTF_8));
        }
        for (Map.Entry<String, String> key : files.keys().entrySet()) {
            AtomicFile.write(
                    target.resolve(key.getValue()),
                    Optional.ofNullable(keys.get(key.getKey())).orElseThrow());
        }
        for (Map.Entry<String, String> repository : files.folders().entrySet()) {
            Path folder = Files.createDirectories(target.resolve(repository.getValue()));
            new RepositoryWriter(folder)
                    .write(packagesOf(repository.getKey(), folder), metadataOf(repository.getKey()));
        }
        // hides what lies in other directories of .repo files
        Files.createDirectories(target.resolve(EMPTY));
    }

    private SortedSet<RepositoryPackage> packagesOf(String repository, Path folder) throws IOException, RpmException {
        SortedSet<RepositoryPackage> packages = new TreeSet<>();
        for (LockedRpm rpm : lock.rpms().values()) {
            if (rpm.repository().equals(repository)) {
                String name = rpm.nevra() + ".rpm";
                Path cached = cache.pathOf(LockedFile.of(rpm));
                link(cached, folder.resolve(name));
                packages.add(
                        new RepositoryPackage(read(cached, name), rpm.sha256().hex(), rpm.bytes(), name));
            }
        }
        return packages;
    }

    private static PackageFile read(Path cached, String name) throws IOException, RpmException {
        try {
            return PackageFile.read(cached);
        } catch (RpmException e) {
            throw new RpmException(name + ": " + e.getMessage(), e);
        }
    }

    /** Unpacked: it is read where it lies. */
    private Map<String, byte[]> metadataOf(String id) throws IOException, LockedBuildException {
        Map<String, byte[]> metadata = new TreeMap<>();
        LockedRepository repository = lock.repositories().get(id);
        if (repository == null) {
            return metadata;
        }
        for (Map.Entry<MetadataKind, LockedMetadata> one : repository.metadata().entrySet()) {
            LockedFile file = LockedFile.of(repository, one.getKey(), one.getValue());
            try (InputStream in = Compression.unpack(Files.newInputStream(cache.pathOf(file)))) {
                byte[] content = in.readNBytes(LARGEST_METADATA + 1);
                if (content.length > LARGEST_METADATA) {
                    throw new IOException("it has more than " + LARGEST_METADATA + " bytes");
                }
                metadata.put(one.getKey().type(), content);
            } catch (IOException e) {
                throw new LockedBuildException(file.name() + " cannot be unpacked: " + e.getMessage(), e);
            }
        }
        return metadata;
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(file, target);
        }
    }

    /** Another build may have been faster; what it wrote is the same. */
    private void moveUnlessThere(Path unfinished) throws IOException {
        try {
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isWritten()) {
                throw e;
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
