package io.github.tcib.lock;

import io.github.tcib.oci.Digest;

/**
 * An RPM as a repository has it.
 *
 * @param sha256 of the file, as the repository's metadata says
 * @param bytes of the file
 * @param repository the id of its repository
 * @param location of the file, relative to the repository's base URL
 */
public record LockedRpm(Nevra nevra, Digest sha256, long bytes, String repository, String location) {}
