package io.github.tcib.size.layer;

import io.github.tcib.oci.Digest;
import java.util.OptionalLong;

/**
 * A layer of an image in a store.
 *
 * @param diffId digest of the unpacked tar file
 * @param packedBytes size of the packed layer, where the store has it so; otherwise it is measured when the layer is read
 * @param createdBy what the image's history says of it; may be empty
 * @param foreign whether the image only says where to get it, so that it cannot be read
 */
public record StoredLayer(Digest diffId, OptionalLong packedBytes, String createdBy, boolean foreign) {}
