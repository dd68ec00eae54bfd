package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.tcib.registry.TestCertificates;
import io.github.tcib.tls.ClientCertificate;
import io.github.tcib.tls.TlsContexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Says {@code one} to whoever asks over TLS, or only to who shows a certificate. */
public final class SecureServer implements AutoCloseable {

    private final HttpsServer server;

    private SecureServer(HttpsServer server) {
        this.server = server;
    }

    /** @param asks whether clients have to show a certificate of the authority */
    public static SecureServer start(TestCertificates authority, TestCertificates.Pair own, boolean asks)
            throws IOException {
        SSLContext context = TlsContexts.forClient(
                Optional.of(new ClientCertificate(own.certificate(), own.key())),
                Optional.of(authority.authority()),
                true);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(asks);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = "one".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new SecureServer(server);
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
