package io.github.tcib.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The registries that are talked to: one connection each, shared by all their repositories. */
public final class Registries {

    private final RegistrySettings settings;
    private final Transports transports;
    private final Map<String, RegistryConnection> connections = new ConcurrentHashMap<>();

    public Registries(RegistrySettings settings) {
        this.settings = settings;
        this.transports = new Transports(settings);
    }

    /** The repository a reference is in; nothing is asked yet. */
    public Repository repository(ImageReference reference) {
        return new Repository(
                connectionTo(reference.registry()), RegistryConnection.Scope.push(reference.repository()), settings);
    }

    /** The same, for one who only reads and may have no right, or no login, to write; writing there fails. */
    public Repository repositoryForReading(ImageReference reference) {
        return new Repository(
                connectionTo(reference.registry()), RegistryConnection.Scope.pull(reference.repository()), settings);
    }

    private RegistryConnection connectionTo(String registry) {
        return connections.computeIfAbsent(registry, host -> new RegistryConnection(host, settings, transports));
    }
}
