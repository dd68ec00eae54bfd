package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.FileFault;
import io.github.tcib.oci.Node;
import io.github.tcib.rpm.RpmDatabase;
import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmPackage;
import io.github.tcib.storage.ImageStorage;
import io.github.tcib.storage.StorageFiles;
import io.github.tcib.storage.StorageImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;

/** What {@code rpm -qa} would say in an image, read from the store without a container. */
final class InstalledPackages {

    private static final String INSTEAD = "; set tcib.lock.verify=false to build without comparing";

    private final Buildah buildah;
    private final Installation installation;

    InstalledPackages(Buildah buildah, Installation installation) {
        this.buildah = buildah;
        this.installation = installation;
    }

    /**
     * Reads the database of an image.
     *
     * @param folder for a copy of it
     * @throws BuildFailure when there is none, or none that can be read here
     */
    SortedSet<RpmPackage> read(StoredImage image, Path folder) throws BuildFailure {
        try {
            StorageFiles files = filesOf(image);
            Optional<String> database = databaseIn(files);
            if (database.isEmpty()) {
                throw new BuildFailure(
                        Kind.DETERMINISTIC,
                        "the image has no sqlite database of RPM (4.16 and later) to compare with the lock" + INSTEAD);
            }
            Path copy = folder.resolve(RpmDatabase.FILE);
            copy(files, database.get() + "/" + RpmDatabase.FILE, copy);
            copy(files, database.get() + "/" + RpmDatabase.LOG, folder.resolve(RpmDatabase.LOG));
            return RpmDatabase.read(copy);
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "the packages of the image cannot be read from the store: " + FileFault.reasonOf(e) + INSTEAD);
        } catch (RpmException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "the packages of the image cannot be read: " + e.getMessage() + INSTEAD);
        }
    }

    /** Takes an image out of the store. */
    void remove(StoredImage image) throws BuildFailure, InterruptedException {
        buildah.ask("rmi", "--force", image.id());
    }

    private StorageFiles filesOf(StoredImage image) throws IOException {
        StorageImage stored = ImageStorage.open(installation.graphRoot(), installation.graphDriver())
                .find(image.id().replaceFirst("^sha256:", ""))
                .orElseThrow(() -> new IOException("the image is not there in a way that is known"));
        return StorageFiles.of(stored)
                .orElseThrow(() -> new IOException(
                        "the storage driver " + installation.graphDriver() + " does not keep layers apart"));
    }

    /** The directory of the image's database. */
    private static Optional<String> databaseIn(StorageFiles files) throws IOException {
        for (String directory : RpmDatabase.DIRECTORIES) {
            if (files.lookup(directory + "/" + RpmDatabase.FILE)
                    .filter(Node.File.class::isInstance)
                    .isPresent()) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    /** Copies a file that need not be there. */
    private static void copy(StorageFiles files, String path, Path target) throws IOException {
        Optional<Node> found = files.lookup(path);
        if (found.isPresent() && found.get() instanceof Node.File file) {
            try (InputStream in = file.content().open()) {
                Files.copy(in, target);
            }
        }
    }
}
