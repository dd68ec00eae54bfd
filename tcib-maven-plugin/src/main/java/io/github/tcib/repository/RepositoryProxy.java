package io.github.tcib.repository;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * The proxy that a {@code .repo} file names.
 *
 * @param proxy may be none, which goes before that of the environment
 * @param login for the proxy
 */
public record RepositoryProxy(Proxy proxy, Optional<Login> login) {

    private static final int DEFAULT_PORT = 1080;

    /** @throws IOException with a message for the user, when it is of a kind that Java cannot go through */
    static RepositoryProxy of(String id, Map<String, String> options) throws IOException {
        String value = options.getOrDefault("proxy", "").strip();
        if (value.isEmpty() || value.equals("_none_") || value.equalsIgnoreCase("none")) {
            return new RepositoryProxy(Proxy.NO_PROXY, Optional.empty());
        }
        URI address;
        try {
            address = URI.create(value.contains("://") ? value : "http://" + value);
        } catch (IllegalArgumentException e) {
            throw new IOException("the proxy of the repository " + id + " is no URL", e);
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (address.getHost() == null || !(scheme.equals("http") || scheme.startsWith("socks"))) {
            throw new IOException("the proxy of the repository " + id + " is neither an http nor a socks URL; others"
                    + " cannot be gone through here");
        }
        int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
        Optional<Login> login = Optional.ofNullable(options.get("proxy_username"))
                .map(user -> new Login(user, options.getOrDefault("proxy_password", "")))
                .or(() -> Optional.ofNullable(address.getUserInfo()).map(Login::parse));
        return new RepositoryProxy(
                new Proxy(
                        scheme.equals("http") ? Proxy.Type.HTTP : Proxy.Type.SOCKS,
                        InetSocketAddress.createUnresolved(address.getHost(), port)),
                login);
    }

    /** Sockets that tell the proxy the login before TLS begins; empty when it wants none. */
    Optional<SSLSocketFactory> tunnelled(Optional<SSLSocketFactory> tls) {
        return login.filter(ignored -> proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress)
                .map(known -> new TunnelSockets(
                        tls.orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault()),
                        (InetSocketAddress) proxy.address(),
                        known));
    }
}
