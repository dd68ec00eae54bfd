package io.github.tcib.repository;

/** The state of a repository's packages. */
public sealed interface RepositoryState {

    /** A digest that changes when packages do: that of repomd.xml. */
    record Known(String digest) implements RepositoryState {}

    /** The metadata could not be read. */
    record Unreachable(String why) implements RepositoryState {}
}
