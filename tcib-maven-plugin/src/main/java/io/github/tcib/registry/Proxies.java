package io.github.tcib.registry;

import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;

/** How registries are reached. */
public interface Proxies {

    /** Chooses the proxy for an address. */
    ProxySelector selector();

    /** What the proxy for an address wants to know. */
    Optional<Credential.Basic> login(URI address);

    /** Proxies that let everybody through. */
    static Proxies open(ProxySelector selector) {
        return new Proxies() {
            @Override
            public ProxySelector selector() {
                return selector;
            }

            @Override
            public Optional<Credential.Basic> login(URI address) {
                return Optional.empty();
            }
        };
    }
}
