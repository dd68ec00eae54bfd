package io.github.tcib.locked;

/**
 * A {@code .repo} file that RUN steps would see without a lock.
 *
 * @param name of the file, with its ending
 */
public record RepositoryFile(String name, String text) {}
