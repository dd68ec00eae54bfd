package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A token server as the distribution registry specifies it; its tokens are signed by the test's authority. */
final class TokenServer implements AutoCloseable {

    static final String SERVICE = "test-service";
    static final String IDENTITY = "identity-token-of-the-test";

    private final HttpServer server;
    private final TestCertificates certificates;
    private final ConcurrentLinkedQueue<String> scopes = new ConcurrentLinkedQueue<>();
    private volatile boolean grants = true;

    private TokenServer(HttpServer server, TestCertificates certificates) {
        this.server = server;
        this.certificates = certificates;
    }

    static TokenServer start(TestCertificates certificates) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenServer tokens = new TokenServer(server, certificates);
        server.createContext("/token", tokens::answer);
        server.start();
        return tokens;
    }

    String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String realm() {
        return "http://" + name() + "/token";
    }

    /** From now on tokens give no rights, as they do for an account without any. */
    void grantNothing() {
        grants = false;
    }

    /** The scopes that were asked for. */
    List<String> scopes() {
        return List.copyOf(scopes);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestMethod().equals("POST")
                ? new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                : exchange.getRequestURI().getRawQuery();
        Map<String, List<String>> parameters = Stream.of(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.groupingBy(
                        pair -> pair[0],
                        Collectors.mapping(pair -> URLDecoder.decode(pair[1], UTF_8), Collectors.toList())));
        boolean known = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .map(header -> header.equals(Tokens.header(LocalRegistry.LOGIN)))
                        .orElse(false)
                || parameters.getOrDefault("refresh_token", List.of()).contains(IDENTITY);
        byte[] body = known
                ? new JsonMapper().writeValueAsBytes(Map.of("token", token(parameters), "expires_in", 300))
                : new byte[0];
        exchange.sendResponseHeaders(known ? 200 : 401, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String token(Map<String, List<String>> parameters) throws IOException {
        List<Map<String, Object>> access = new ArrayList<>();
        for (String scope : parameters.getOrDefault("scope", List.of())) {
            scopes.add(scope);
            for (String one : scope.split(" ", -1)) {
                String[] parts = one.split(":", -1);
                if (grants) {
                    access.add(Map.of("type", parts[0], "name", parts[1], "actions", List.of(parts[2].split(",", -1))));
                }
            }
        }
        long now = Instant.now().getEpochSecond();
        try {
            String chain = Base64.getEncoder()
                    .encodeToString(certificates.authorityCertificate().getEncoded());
            String head = part(Map.of("typ", "JWT", "alg", "RS256", "x5c", List.of(chain)));
            String claims = part(Map.of(
                    "iss",
                    "test-issuer",
                    "sub",
                    "pusher",
                    "aud",
                    SERVICE,
                    "exp",
                    now + 300,
                    "nbf",
                    now - 10,
                    "iat",
                    now,
                    "jti",
                    "1",
                    "access",
                    access));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(certificates.authorityKey());
            signature.update((head + "." + claims).getBytes(UTF_8));
            return head + "." + claims + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String part(Map<String, Object> json) throws IOException {
        return base64(new JsonMapper().writeValueAsBytes(json));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
