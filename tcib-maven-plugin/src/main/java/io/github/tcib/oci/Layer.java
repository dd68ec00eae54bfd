package io.github.tcib.oci;

/**
 * A layer of a stored image.
 *
 * @param blob the layer as it is stored, usually packed
 * @param diffId digest of the unpacked tar file, as the config names it
 */
public record Layer(Descriptor blob, Digest diffId) {}
