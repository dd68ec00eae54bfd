package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import java.util.OptionalLong;

/**
 * A layer of the set.
 *
 * @param bytes unpacked; empty when only manifests were read
 * @param packedBytes as it goes over the network
 * @param users how many images of the set have it
 * @param createdBy what the history of the first of them says; may be empty
 */
public record LayerFigures(Digest diffId, OptionalLong bytes, long packedBytes, int users, String createdBy) {}
