package io.github.tcib.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Sends requests that have no body and may come twice, over the JDK's older client: as long as code is still being compiled it
 * takes less than half of the newer one's processor time, and a push asks for hundreds of blobs in its first second. Not through
 * proxies, whose logins it takes from the whole JVM alone.
 */
final class ShortRequests {

    /** Closing an upload with PUT must not come twice, and this client repeats what a kept connection did not answer. */
    private static final Set<String> METHODS = Set.of("HEAD", "GET", "POST");

    private static final int LARGEST = 16 << 20;

    private final SSLContext tls;
    private final ProxySelector proxies;
    private final Timeouts timeouts;
    /** Without it the JVM's own would be asked for a login. */
    private final Authenticator nobody = new Authenticator() {};

    ShortRequests(SSLContext tls, ProxySelector proxies, Timeouts timeouts) {
        this.tls = tls;
        this.proxies = proxies;
        this.timeouts = timeouts;
    }

    /** Whether a request is of this kind. */
    boolean take(HttpRequest request) {
        return METHODS.contains(request.method())
                && request.bodyPublisher()
                        .map(body -> body.contentLength() == 0)
                        .orElse(true)
                && proxies.select(request.uri()).stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
    }

    /**
     * Sends a request and reads its whole answer.
     *
     * @throws StalledException when nothing came for too long
     */
    Answer send(HttpRequest request) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        HttpURLConnection connection = open(request);
        try {
            connection.connect();
        } catch (SocketTimeoutException e) {
            throw new HttpConnectTimeoutException(e.getMessage());
        }
        try {
            return answer(connection, request);
        } catch (SocketTimeoutException e) {
            connection.disconnect();
            throw new StalledException(timeouts.answer(), 0, 0);
        } catch (RuntimeException e) {
            // what the client throws at challenges and headers that are damaged
            connection.disconnect();
            throw new ProtocolException(e.getMessage());
        }
    }

    private HttpURLConnection open(HttpRequest request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) request.uri().toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(tls.getSocketFactory());
        }
        connection.setAuthenticator(nobody);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(Math.toIntExact(timeouts.connect().toMillis()));
        connection.setReadTimeout(Math.toIntExact(timeouts.answer().toMillis()));
        connection.setRequestMethod(request.method());
        // else it names the types that browsers like
        connection.setRequestProperty("Accept", "*/*");
        request.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> {
                    connection.setRequestProperty(name, value);
                }));
        if (request.method().equals("POST")) {
            connection.setRequestProperty("Content-Type", "application/octet-stream");
            connection.setDoOutput(true);
        }
        return connection;
    }

    private Answer answer(HttpURLConnection connection, HttpRequest request) throws IOException {
        if (connection.getDoOutput()) {
            connection.getOutputStream().close();
        }
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new ProtocolException();
        }
        Map<String, List<String>> headers = new HashMap<>(connection.getHeaderFields());
        // the line with the status
        headers.remove(null);
        return new Answer(
                status,
                HttpHeaders.of(headers, (name, value) -> true),
                status < Answer.FIRST_FAULT ? read(connection.getInputStream()) : readError(connection),
                request.uri());
    }

    private static byte[] readError(HttpURLConnection connection) throws IOException {
        InputStream body = connection.getErrorStream();
        return body == null ? new byte[0] : read(body);
    }

    /** Reads to the end, so that the connection can be used again. */
    private static byte[] read(InputStream body) throws IOException {
        try (body) {
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new OversizedAnswerException(LARGEST);
            }
            return bytes;
        }
    }
}
