package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What sizes are compared with: an earlier report, a table of figures, or what a registry says. Only names and sizes of
 * images are always there.
 *
 * @param description what to call it in reports
 * @param images by name
 */
public record Baseline(String description, Map<String, Image> images) {

    public Baseline {
        images = new TreeMap<>(images);
    }

    /**
     * An image of the baseline.
     *
     * @param bytes unpacked, if that is known
     * @param packedBytes as it goes over the network, if that is known
     * @param ownBytes over its parent, unpacked, if that is known
     * @param layers their diffIDs, if they are known
     * @param owners who has the bytes of its own layers; empty if that is not known
     * @param files the largest files of its own layers; empty if they are not known
     */
    public record Image(
            OptionalLong bytes,
            OptionalLong packedBytes,
            OptionalLong ownBytes,
            Optional<String> parent,
            Set<Digest> layers,
            List<OwnerBytes> owners,
            List<FileBytes> files) {

        public Image {
            layers = Set.copyOf(layers);
            owners = List.copyOf(owners);
            files = List.copyOf(files);
        }
    }
}
