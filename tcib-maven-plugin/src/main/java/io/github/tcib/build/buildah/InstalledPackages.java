package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.StoredImage;
import io.github.tcib.rpm.RpmDatabase;
import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmPackage;
import io.github.tcib.storage.ImageStorage;
import io.github.tcib.storage.StorageImage;
import io.github.tcib.storage.StorageLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
            Path database = find(image);
            Path copy = folder.resolve(RpmDatabase.FILE);
            Files.copy(database, copy);
            Path log = database.resolveSibling(RpmDatabase.LOG);
            if (Files.exists(log)) {
                Files.copy(log, folder.resolve(RpmDatabase.LOG));
            }
            return RpmDatabase.read(copy);
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "the packages of the image cannot be read from the store: " + e.getMessage() + INSTEAD);
        } catch (RpmException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "the packages of the image cannot be read: " + e.getMessage() + INSTEAD);
        }
    }

    /** Takes an image out of the store. */
    void remove(StoredImage image) throws BuildFailure, InterruptedException {
        buildah.ask("rmi", "--force", image.id());
    }

    /** The database in the uppermost layer that has one. */
    private Path find(StoredImage image) throws IOException, BuildFailure {
        StorageImage stored = ImageStorage.open(installation.graphRoot(), installation.graphDriver())
                .find(image.id().replaceFirst("^sha256:", ""))
                .orElseThrow(() -> new IOException("the image is not there in a way that is known"));
        List<StorageLayer> layers = new ArrayList<>(stored.layers());
        Collections.reverse(layers);
        for (StorageLayer layer : layers) {
            Path files = layer.files()
                    .orElseThrow(() -> new IOException(
                            "the storage driver " + installation.graphDriver() + " does not keep layers apart"));
            Optional<Path> database = RpmDatabase.DIRECTORIES.stream()
                    .map(directory -> files.resolve(directory).resolve(RpmDatabase.FILE))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .findFirst();
            if (database.isPresent()) {
                return database.get();
            }
        }
        throw new BuildFailure(
                Kind.DETERMINISTIC,
                "the image has no sqlite database of RPM (4.16 and later) to compare with the lock" + INSTEAD);
    }
}
