package io.github.tcib.push;

import io.github.tcib.file.FileFault;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.push.PushableImage.Packed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds images: packed ones in the build's OCI layout or from an earlier push, others in buildah's store. */
final class ImageSources {

    private final PackedImages packed;
    private final BuildahStore store;

    ImageSources(PackedImages packed, BuildahStore store) {
        this.packed = packed;
        this.store = store;
    }

    /** Reads where the images lie, in their order. */
    List<PushableImage> find(List<BuiltImage> images) throws PushException, InterruptedException {
        List<PushableImage> found = new ArrayList<>();
        for (BuiltImage image : images) {
            found.add(find(image));
        }
        return found;
    }

    private PushableImage find(BuiltImage image) throws PushException, InterruptedException {
        try {
            Optional<LayoutImage> there = packed.findBuilt(image).or(() -> packed.find(image.digest()));
            return there.isPresent() ? new Packed(there.get()) : store.read(image);
        } catch (IOException e) {
            throw new PushException(image.name() + ": " + FileFault.reasonOf(e));
        }
    }
}
