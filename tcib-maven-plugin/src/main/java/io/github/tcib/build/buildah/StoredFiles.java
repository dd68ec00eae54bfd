package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildEngine;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.ImageFiles;
import io.github.tcib.build.OciImage;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.FileFault;
import io.github.tcib.oci.LayerIndexes;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.LowerLayers;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.RootFilesystem;
import io.github.tcib.storage.ImageStorage;
import io.github.tcib.storage.StorageFiles;
import java.io.IOException;
import java.util.Optional;

/** The files of images in buildah's store: where they lie if that is known, else in a copy that buildah makes. */
final class StoredFiles implements ImageFiles {

    private final ImageStorage storage;
    private final BuildEngine engine;

    private StoredFiles(ImageStorage storage, BuildEngine engine) {
        this.storage = storage;
        this.engine = engine;
    }

    /** @param engine lends images that cannot be read where they are */
    static StoredFiles open(Installation installation, BuildEngine engine) throws BuildFailure {
        try {
            return new StoredFiles(ImageStorage.open(installation.graphRoot(), installation.graphDriver()), engine);
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "buildah's store " + installation.graphRoot() + " cannot be read: " + FileFault.reasonOf(e));
        }
    }

    @Override
    public RootFilesystem open(String reference, StoredImage image) throws BuildFailure, InterruptedException {
        try {
            Optional<StorageFiles> files =
                    storage.find(image.id().replaceFirst("^sha256:", "")).flatMap(StorageFiles::of);
            return files.isPresent() ? files.get() : copy(engine.lend(reference));
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "the image " + reference + " cannot be read from the store: " + FileFault.reasonOf(e));
        }
    }

    private static RootFilesystem copy(OciImage lent) throws IOException {
        OciLayout layout = OciLayout.open(lent.layout());
        LayoutImage image = layout.readImage(layout.index()
                .find(lent.name())
                .orElseThrow(() -> new OciException("buildah has not copied it to " + lent.layout())));
        return new LowerLayers(image.layers(), new LayerIndexes(layout));
    }
}
