package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Images of which only the manifests are asked for, such as those in a registry. */
public interface RemoteImages {

    /**
     * What a manifest and its config say of an image.
     *
     * @param digest of the manifest
     * @param layers bottom first
     */
    record RemoteImage(String digest, List<RemoteLayer> layers) {

        public RemoteImage {
            layers = List.copyOf(layers);
        }
    }

    /** A layer as a registry has it. */
    record RemoteLayer(Digest diffId, long packedBytes) {}

    /**
     * The image of a reference.
     *
     * @return nothing when there is no such image
     * @throws IOException when it cannot be asked for; the message is worded for the user
     */
    Optional<RemoteImage> fetch(String reference) throws IOException;
}
