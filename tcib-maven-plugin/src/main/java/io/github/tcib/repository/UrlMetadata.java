package io.github.tcib.repository;

import io.github.tcib.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Metadata behind http, https and file URLs. */
public final class UrlMetadata implements Metadata {

    private static final int LARGEST = 32 << 20;

    private final ProxySelector proxies;
    private final Function<Path, Optional<Path>> files;
    private final Duration timeout;
    private Optional<HttpClient> client = Optional.empty();

    /**
     * @param proxies the way to http servers
     * @param files finds the file of this machine that lies at a path where dnf runs
     * @param timeout for one file
     */
    public UrlMetadata(ProxySelector proxies, Function<Path, Optional<Path>> files, Duration timeout) {
        this.proxies = proxies;
        this.files = files;
        this.timeout = timeout;
    }

    @Override
    public byte[] fetch(String url) throws IOException, InterruptedException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (java.net.URISyntaxException e) {
            throw new IOException("'" + Printable.of(url) + "' is no URL");
        }
        return switch (String.valueOf(uri.getScheme())) {
            case "http", "https" -> fetchHttp(uri);
            case "file" -> readFile(uri);
            default -> throw new IOException("'" + Printable.of(url) + "' is neither an http, https nor file URL");
        };
    }

    private byte[] readFile(URI uri) throws IOException {
        Path path;
        try {
            path = Path.of(String.valueOf(uri.getPath()));
        } catch (InvalidPathException e) {
            throw new IOException("'" + Printable.of(uri.toString()) + "' is no URL of a file", e);
        }
        Path file = files.apply(path)
                .orElseThrow(() -> new IOException(path + " is not on a volume, so it cannot be seen from here"));
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw new IOException(file + " cannot be read");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return limited(in, uri);
        }
    }

    private byte[] fetchHttp(URI uri) throws IOException, InterruptedException {
        if (uri.getHost() == null) {
            throw new IOException("'" + Printable.of(uri.toString()) + "' is no URL: it names no host");
        }
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
        try {
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException(uri + " answers with status " + response.statusCode());
                }
                return limited(body, uri);
            }
        } catch (HttpTimeoutException e) {
            throw new IOException(uri + " does not answer within " + timeout.toSeconds() + " s", e);
        } catch (java.net.ConnectException e) {
            throw new IOException(uri + " cannot be reached", e);
        }
    }

    private static byte[] limited(InputStream in, URI uri) throws IOException {
        byte[] content = in.readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw new IOException(uri + " gives more than " + LARGEST + " bytes, which is the limit");
        }
        return content;
    }

    /** A client takes a while to start, and many builds need none. */
    private synchronized HttpClient client() {
        HttpClient started = client.orElseGet(() -> HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(timeout)
                .proxy(proxies)
                .build());
        client = Optional.of(started);
        return started;
    }
}
