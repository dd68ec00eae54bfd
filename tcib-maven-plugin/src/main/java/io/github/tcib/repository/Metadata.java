package io.github.tcib.repository;

import java.io.IOException;

/** Gets the files that repositories consist of. */
public interface Metadata {

    /**
     * Fetches what an URL names.
     *
     * @param repository says how its files are got
     * @throws IOException with a message for the user when it is not there, or not within a short time
     */
    byte[] fetch(String url, RepositoryConfig repository) throws IOException;
}
