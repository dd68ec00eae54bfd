package io.github.tcib.registry;

import java.util.Optional;

/** A place where credentials may be found. */
public interface CredentialSource {

    /**
     * Looks for the credential of a repository; may read files and run credential helpers.
     *
     * @param registry host, and port if it has one
     * @param repository path of the repository
     * @throws RegistryException when the place is there but cannot be used
     */
    Optional<Credential> find(String registry, String repository) throws RegistryException, InterruptedException;

    /** Where it looks, for messages. */
    String origin();
}
