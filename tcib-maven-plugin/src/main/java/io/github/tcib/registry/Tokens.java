package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.json.JsonText;
import io.github.tcib.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Gets and keeps the tokens of a registry (distribution registry, "Token Authentication Specification"; with an identity token
 * its OAuth 2 variant).
 */
final class Tokens {

    private static final String CLIENT = "tcib";
    /** What the specification says of tokens that do not say how long they hold. */
    private static final Duration USUAL_LIFE = Duration.ofSeconds(60);
    /** A token that is about to end is not used for a request that takes a while. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,65536}");
    private static final Duration RESERVE = Duration.ofSeconds(10);

    private final String registry;
    private final Transports transports;
    private final Failures failures;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    Tokens(String registry, Transports transports, Failures failures) {
        this.registry = registry;
        this.transports = transports;
        this.failures = failures;
    }

    private record Token(String value, Instant end) {}

    /** The token for a scope; asks the server for one unless there is one that holds. */
    String get(Challenge.Bearer challenge, String scope, Optional<Credentials.Found> credential)
            throws IOException, InterruptedException {
        Token token = tokens.get(scope);
        if (token == null || token.end().isBefore(Instant.now().plus(RESERVE))) {
            token = fetch(challenge, scope, credential);
            tokens.put(scope, token);
        }
        return token.value();
    }

    /** The registry did not take the token of that scope. */
    void forget(String scope) {
        tokens.remove(scope);
    }

    private Token fetch(Challenge.Bearer challenge, String scope, Optional<Credentials.Found> credential)
            throws IOException, InterruptedException {
        HttpRequest request = request(challenge, scope, credential);
        Answer answer;
        try {
            answer = transports.to(request.uri()).send(request);
        } catch (IOException e) {
            throw new Failures(registry + " (its token server " + request.uri().getAuthority() + ")").noAnswer(e);
        }
        if (answer.isTransient()) {
            throw failures.refused("for " + registry, "asking its token server", answer);
        }
        if (!answer.isSuccess()) {
            throw credential
                    .map(found -> failures.failure(
                            Kind.REGISTRY,
                            "its token server answers " + answer.status() + " to the login from " + found.origin()
                                    + ": correct user and password there"))
                    .orElseGet(() -> failures.failure(
                            Kind.REGISTRY,
                            "its token server answers " + answer.status() + " to a request without a login"));
        }
        return tokenIn(answer);
    }

    private Token tokenIn(Answer answer) throws RegistryException {
        try {
            JsonNode json = JsonText.read(answer.body());
            String value = json.path("token").asText(json.path("access_token").asText(""));
            if (!isToken(value)) {
                throw failures.failure(Kind.REGISTRY, "its token server gives an answer without a token");
            }
            long seconds = json.path("expires_in").asLong(USUAL_LIFE.toSeconds());
            long life = Math.min(Math.max(seconds, USUAL_LIFE.toSeconds()), LONGEST_LIFE.toSeconds());
            return new Token(value, Instant.now().plusSeconds(life));
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw failures.failure(Kind.REGISTRY, "its token server gives an answer that is not JSON");
        }
    }

    private HttpRequest request(Challenge.Bearer challenge, String scope, Optional<Credentials.Found> credential)
            throws RegistryException {
        URI realm;
        try {
            realm = URI.create(challenge.realm());
            if (!RegistryConnection.isAddress(realm)) {
                throw new IllegalArgumentException("no address of a server");
            }
        } catch (IllegalArgumentException e) {
            throw failures.failure(Kind.REGISTRY, "it names a token server without a valid address");
        }
        if (credential.isPresent() && credential.get().credential() instanceof Credential.IdentityToken token) {
            String form = "grant_type=refresh_token&service=" + encoded(challenge.service()) + "&scope="
                    + encoded(scope) + "&client_id=" + CLIENT + "&refresh_token=" + encoded(token.token());
            return HttpRequest.newBuilder(realm)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
        }
        List<String> parameters = new ArrayList<>();
        if (!challenge.service().isEmpty()) {
            parameters.add("service=" + encoded(challenge.service()));
        }
        for (String one : scope.isEmpty() ? new String[0] : scope.split(" ", -1)) {
            parameters.add("scope=" + encoded(one));
        }
        String separator = realm.getRawQuery() == null ? "?" : "&";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(realm + separator + String.join("&", parameters)));
        if (credential.isPresent() && credential.get().credential() instanceof Credential.Basic basic) {
            request.header("Authorization", header(basic));
        }
        return request.build();
    }

    /** Whether it fits into a header; whoever hands tokens out could put line feeds and further headers into one. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    static String header(Credential.Basic basic) {
        return "Basic " + Base64.getEncoder().encodeToString((basic.user() + ":" + basic.password()).getBytes(UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
