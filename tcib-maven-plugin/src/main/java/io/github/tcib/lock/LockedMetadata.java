package io.github.tcib.lock;

import io.github.tcib.oci.Digest;

/**
 * A file of a repository's metadata.
 *
 * @param sha256 of the file as it lies there, packed or not
 * @param bytes of the file
 * @param location of the file, relative to the repository's base URL
 */
public record LockedMetadata(Digest sha256, long bytes, String location) {}
