package io.github.tcib.repository;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The proxies of the environment variables that curl and buildah go by; without them, those of the JVM. */
public final class EnvironmentProxies extends ProxySelector {

    private static final int DEFAULT_PORT = 1080;

    private final Map<String, String> environment;

    private EnvironmentProxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The proxies that some environment variables name. */
    public static ProxySelector of(Map<String, String> environment) {
        return new EnvironmentProxies(environment);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        Optional<String> proxy = variable(scheme + "_proxy").or(() -> variable("all_proxy"));
        if (proxy.isEmpty()) {
            return ProxySelector.getDefault().select(uri);
        }
        if (isDirect(String.valueOf(uri.getHost()))) {
            return List.of(Proxy.NO_PROXY);
        }
        URI address = URI.create(proxy.get().contains("://") ? proxy.get() : "http://" + proxy.get());
        int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request fails too, and says so.
    }

    private boolean isDirect(String host) {
        return variable("no_proxy").stream()
                .flatMap(list -> Stream.of(list.split(",")))
                .map(String::strip)
                .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                .anyMatch(entry ->
                        entry.equals("*") || (!entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry))));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }
}
