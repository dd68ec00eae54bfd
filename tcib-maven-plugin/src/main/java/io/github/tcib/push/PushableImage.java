package io.github.tcib.push;

import io.github.tcib.oci.Content;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciLayout;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An image, found where it lies. */
sealed interface PushableImage {

    /** An image whose blobs are as they will be in the registry. */
    record Packed(LayoutImage image) implements PushableImage {}

    /**
     * An image whose layers are still to be packed.
     *
     * @param config to the byte
     * @param format of the manifest it has where it lies
     * @param annotations of that manifest
     * @param layers bottom first
     */
    record Unpacked(
            Content config, ImageFormat format, SortedMap<String, String> annotations, List<UnpackedLayer> layers)
            implements PushableImage {

        public Unpacked {
            annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
            layers = List.copyOf(layers);
        }
    }

    /**
     * A layer that is to be packed.
     *
     * @param diffId digest of its tar file
     * @param size of its tar file in bytes
     * @param tars ways to its tar file, the fastest first; one that fails or gives something else is followed by the next
     */
    record UnpackedLayer(Digest diffId, long size, List<OciLayout.BlobSource> tars) {

        public UnpackedLayer {
            tars = List.copyOf(tars);
        }
    }
}
