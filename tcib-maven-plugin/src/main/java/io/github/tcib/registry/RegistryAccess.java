package io.github.tcib.registry;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How registries are reached.
 *
 * @param logins gives the login for a registry's host and port, if there is one
 * @param insecure hosts, with port if they have one, where plain HTTP or unverified TLS is allowed
 */
public record RegistryAccess(Function<String, Optional<RegistryLogin>> logins, Set<String> insecure) {

    public RegistryAccess {
        insecure = Set.copyOf(insecure);
    }

    /** No logins, and TLS everywhere. */
    public static RegistryAccess anonymous() {
        return new RegistryAccess(host -> Optional.empty(), Set.of());
    }
}
