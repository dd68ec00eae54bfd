package io.github.tcib.size;

/**
 * A file in the layers that an image adds.
 *
 * @param path without a leading slash
 * @param hidden whether the image does not show it
 */
public record FileBytes(String path, Owner owner, long bytes, boolean hidden) {}
