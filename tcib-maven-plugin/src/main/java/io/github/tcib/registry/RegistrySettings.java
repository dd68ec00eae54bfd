package io.github.tcib.registry;

import java.util.function.Consumer;

/**
 * What is the same for all registries.
 *
 * @param credentials who asks
 * @param trust whom to trust
 * @param proxies how to get there
 * @param retries how often to try
 * @param timeouts how long to wait
 * @param notices told what is tried again, and why; holds no secrets
 */
public record RegistrySettings(
        Credentials credentials,
        TrustSettings trust,
        Proxies proxies,
        Retries retries,
        Timeouts timeouts,
        Consumer<String> notices) {}
