package io.github.tcib.registry;

import java.util.Set;

/** Registries as {@code host} or {@code host:port}. */
final class RegistryHosts {

    private RegistryHosts() {}

    /** The host without its port. */
    static String hostOf(String registry) {
        int colon = registry.lastIndexOf(':');
        return colon > registry.lastIndexOf(']') && colon > 0 ? registry.substring(0, colon) : registry;
    }

    /** Whether a list of {@code host} and {@code host:port} names a registry. */
    static boolean names(Set<String> list, String registry) {
        return list.contains(registry) || list.contains(hostOf(registry));
    }

    /** Whether requests to it stay on this machine. */
    static boolean isThisMachine(String registry) {
        String host = hostOf(registry);
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Where the API of a registry is. */
    static String apiHost(String registry) {
        return registry.equals(ImageReference.DOCKER_HUB) ? "registry-1.docker.io" : registry;
    }
}
