package io.github.tcib.repository;

import io.github.tcib.text.Printable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;

/** Opens files behind http, https and file URLs. */
public final class Downloads {

    private static final Set<String> HTTP = Set.of("http", "https");
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Answers after which another attempt may succeed (RFC 9110). */
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

    private static final int MOST_REDIRECTS = 5;
    private final ProxySelector proxies;
    private final Function<Path, Optional<Path>> files;
    private final Duration timeout;

    /**
     * @param proxies the way to http servers
     * @param files finds the file of this machine that lies at a path where dnf runs
     * @param timeout for connecting, and for a server that sends nothing
     */
    public Downloads(ProxySelector proxies, Function<Path, Optional<Path>> files, Duration timeout) {
        this.proxies = proxies;
        this.files = files;
        this.timeout = timeout;
    }

    /** Finds the file of this machine that lies at a path where dnf runs. */
    public Function<Path, Optional<Path>> files() {
        return files;
    }

    /**
     * Opens what an URL names.
     *
     * @throws FinalException when another attempt would fail too
     * @throws IOException with a message for the user, when another attempt may succeed
     */
    public InputStream open(String url, RepositoryAccess access) throws IOException {
        URI uri = parse(url);
        Optional<Login> known = access.login();
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            if ("file".equals(uri.getScheme())) {
                return openFile(uri);
            }
            HttpURLConnection connection = connect(uri, access, known);
            int status = status(connection, uri);
            if (status == HttpURLConnection.HTTP_OK) {
                return connection.getInputStream();
            }
            drain(connection);
            if (TRANSIENT.contains(status)) {
                throw new IOException(shown(uri) + " answers with status " + status);
            }
            String location =
                    Optional.ofNullable(connection.getHeaderField("Location")).orElse("");
            if (!REDIRECTS.contains(status) || location.isEmpty()) {
                throw new FinalException(
                        shown(uri) + " answers with status " + status,
                        status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_GONE);
            }
            URI next = uri.resolve(parse(location));
            if ("file".equals(next.getScheme())) {
                throw new FinalException(shown(uri) + " leads to a file of this machine");
            }
            // what one host is told, another is not
            known = known.filter(sent -> isSameServer(connection, next));
            uri = next;
        }
        throw new FinalException(shown(uri) + " leads to ever other places");
    }

    private static boolean isSameServer(HttpURLConnection connection, URI next) {
        return connection.getURL().getAuthority().equals(next.getAuthority())
                && connection.getURL().getProtocol().equals(next.getScheme());
    }

    private HttpURLConnection connect(URI uri, RepositoryAccess access, Optional<Login> login) throws IOException {
        if (uri.getHost() == null || !HTTP.contains(String.valueOf(uri.getScheme()))) {
            throw new FinalException("'" + shown(uri) + "' is neither an http, https nor file URL");
        }
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(access.proxyTo(uri, proxies));
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        if (connection instanceof HttpsURLConnection tls) {
            access.sockets().ifPresent(tls::setSSLSocketFactory);
        } else {
            access.proxy()
                    .flatMap(RepositoryProxy::login)
                    .ifPresent(one -> connection.setRequestProperty("Proxy-Authorization", one.header()));
        }
        Optional<Login> sent =
                Optional.ofNullable(uri.getUserInfo()).map(Login::parse).or(() -> login);
        sent.ifPresent(one -> connection.setRequestProperty("Authorization", one.header()));
        return connection;
    }

    private int status(HttpURLConnection connection, URI uri) throws IOException {
        int status;
        try {
            status = connection.getResponseCode();
        } catch (FileNotFoundException e) {
            return HttpURLConnection.HTTP_NOT_FOUND;
        } catch (SocketTimeoutException e) {
            throw new IOException(shown(uri) + " does not answer within " + timeout.toSeconds() + " s", e);
        } catch (SSLException e) {
            throw new FinalException(shown(uri) + " cannot be reached by TLS: " + wording(e)
                    + "; its .repo file may have sslcacert, sslclientcert and sslclientkey");
        } catch (UnknownHostException e) {
            throw new IOException(
                    shown(uri) + " cannot be reached: there is no host of that name (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new IOException(shown(uri) + " cannot be reached: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // what the client throws at challenges and headers that are damaged
            throw noHttp(uri);
        }
        if (status < 0) {
            throw noHttp(uri);
        }
        return status;
    }

    /** The words of the innermost cause: those around it quote the names of classes. */
    private static String wording(SSLException e) {
        Throwable innermost = e;
        for (Throwable at = e; at != null; at = at.getCause()) {
            innermost = at;
        }
        return innermost instanceof CertPathBuilderException
                ? "its certificate comes from an unknown authority"
                : String.valueOf(innermost.getMessage());
    }

    private static IOException noHttp(URI uri) {
        return new IOException(shown(uri) + " gives an answer that is not one of HTTP");
    }

    private static void drain(HttpURLConnection connection) {
        try (InputStream body = connection.getErrorStream()) {
            if (body != null) {
                body.readNBytes(1 << 16);
            }
        } catch (IOException e) {
            // It was of no use anyway.
        }
    }

    /** Whether an URL names a file that can be seen from here. */
    public boolean isOnVolume(String url) {
        try {
            URI uri = parse(url);
            return "file".equals(uri.getScheme())
                    && files.apply(pathOf(uri)).filter(Files::exists).isPresent();
        } catch (FinalException e) {
            return false;
        }
    }

    private InputStream openFile(URI uri) throws IOException {
        Path path = pathOf(uri);
        Path file = files.apply(path)
                .orElseThrow(() -> new FinalException(path + " is not on a volume, so it cannot be seen from here"));
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FinalException(file + " is not a file");
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new FinalException(file + " is not there", true);
        } catch (IOException e) {
            throw new FinalException("a file of a repository cannot be read: " + e.getMessage());
        }
    }

    private static Path pathOf(URI uri) throws FinalException {
        try {
            return Path.of(String.valueOf(uri.getPath()));
        } catch (InvalidPathException e) {
            throw new FinalException("'" + shown(uri) + "' is no URL of a file");
        }
    }

    private static URI parse(String url) throws FinalException {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new FinalException("'" + Printable.of(shown(url)) + "' is no URL");
        }
    }

    /** An URL without user and password. */
    public static String shown(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    private static String shown(URI uri) {
        return shown(uri.toString());
    }

    /** A failure that another attempt would see again. */
    public static final class FinalException extends IOException {

        private static final long serialVersionUID = 1;

        private final boolean gone;

        FinalException(String message) {
            this(message, false);
        }

        FinalException(String message, boolean gone) {
            super(message);
            this.gone = gone;
        }

        /** Whether the place is known and the file is not there. */
        public boolean isGone() {
            return gone;
        }
    }
}
