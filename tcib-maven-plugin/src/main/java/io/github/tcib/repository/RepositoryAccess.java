package io.github.tcib.repository;

import io.github.tcib.text.Printable;
import io.github.tcib.tls.ClientCertificate;
import io.github.tcib.tls.TlsContexts;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;

/**
 * How files of a repository are got (dnf.conf(5), "Options for both [main] and Repo").
 *
 * @param login for its server
 * @param sockets what TLS connections are made with; empty for those of Java
 * @param proxy the way to it; empty for that of the environment
 */
public record RepositoryAccess(
        Optional<Login> login, Optional<SSLSocketFactory> sockets, Optional<RepositoryProxy> proxy) {

    /** Nothing of its own. */
    public static final RepositoryAccess PLAIN =
            new RepositoryAccess(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Reads the options of a repository and, if it is reached by TLS, the files they name.
     *
     * @param id of the repository, for messages
     * @param urls where its files are
     * @param files finds the file of this machine that lies at a path where dnf runs
     * @throws IOException with a message for the user, when a file is not there or not what it should be
     */
    public static RepositoryAccess read(
            String id, Map<String, String> options, Collection<String> urls, Function<Path, Optional<Path>> files)
            throws IOException {
        Optional<Login> login =
                option(options, "username").map(user -> new Login(user, options.getOrDefault("password", "")));
        Optional<RepositoryProxy> proxy =
                options.containsKey("proxy") ? Optional.of(RepositoryProxy.of(id, options)) : Optional.empty();
        if (!isByTls(urls)) {
            return new RepositoryAccess(login, Optional.empty(), proxy);
        }
        Optional<SSLSocketFactory> sockets = sockets(id, options, isVerified(options), files);
        return new RepositoryAccess(
                login, proxy.flatMap(one -> one.tunnelled(sockets)).or(() -> sockets), proxy);
    }

    /** What the user should know of a repository whose server may be anybody. */
    public static Optional<String> warningOf(String id, Map<String, String> options, Collection<String> urls) {
        return isVerified(options) || !isByTls(urls)
                ? Optional.empty()
                : Optional.of("the server of the repository " + id + " is not verified, as its sslverify=0 says");
    }

    private static boolean isByTls(Collection<String> urls) {
        return urls.stream().anyMatch(url -> url.startsWith("https:"));
    }

    private static boolean isVerified(Map<String, String> options) {
        return option(options, "sslverify").map(RepoFile::isTrue).orElse(true);
    }

    private static Optional<SSLSocketFactory> sockets(
            String id, Map<String, String> options, boolean verified, Function<Path, Optional<Path>> files)
            throws IOException {
        Optional<Path> authorities = verified ? file(id, options, "sslcacert", files) : Optional.empty();
        Optional<Path> certificate = file(id, options, "sslclientcert", files);
        if (verified && authorities.isEmpty() && certificate.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> key = certificate.isPresent() ? file(id, options, "sslclientkey", files) : Optional.empty();
        Optional<ClientCertificate> client = certificate.map(file -> new ClientCertificate(file, key.orElse(file)));
        try {
            return Optional.of(
                    TlsContexts.forClient(client, authorities, verified).getSocketFactory());
        } catch (IOException e) {
            throw new IOException("the repository " + id + ": " + e.getMessage(), e);
        }
    }

    /** The way to an address. */
    Proxy proxyTo(URI address, ProxySelector others) {
        if (proxy.isEmpty()) {
            return others.select(address).stream().findFirst().orElse(Proxy.NO_PROXY);
        }
        boolean tunnels = "https".equals(address.getScheme())
                && sockets.filter(TunnelSockets.class::isInstance).isPresent();
        return tunnels ? Proxy.NO_PROXY : proxy.get().proxy();
    }

    private static Optional<Path> file(
            String id, Map<String, String> options, String option, Function<Path, Optional<Path>> files)
            throws IOException {
        Optional<String> value = option(options, option);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Path seen;
        try {
            seen = Path.of(
                    value.get().startsWith("file:")
                            ? String.valueOf(URI.create(value.get()).getPath())
                            : value.get());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the " + option + " of the repository " + id + ", " + Printable.of(value.get())
                            + ", is neither a path nor the URL of a file",
                    e);
        }
        Optional<Path> here = files.apply(seen).filter(Files::exists);
        if (here.isEmpty()) {
            throw new IOException("the " + option + " of the repository " + id + ", " + seen + ", is in the image or"
                    + " nowhere, and is needed here to get files of the repository; mount it with tcib.volumes, such as "
                    + seen + ":" + seen + ":ro");
        }
        return here;
    }

    private static Optional<String> option(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name)).filter(value -> !value.isBlank());
    }
}
