package io.github.tcib.registry;

import io.github.tcib.registry.RegistryException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A registry: finds out once how it is spoken to, and shows with each request who asks. */
final class RegistryConnection {

    private static final int MOST_REDIRECTS = 5;

    private final String registry;
    private final RegistrySettings settings;
    private final Transports transports;
    private final Failures failures;
    private final Tokens tokens;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile Optional<URI> base = Optional.empty();
    private volatile Optional<Challenge> challenge = Optional.empty();
    private volatile boolean expectsContinue = true;

    RegistryConnection(String registry, RegistrySettings settings, Transports transports) {
        this.registry = registry;
        this.settings = settings;
        this.transports = transports;
        this.failures = new Failures(registry);
        this.tokens = new Tokens(registry, transports, failures);
    }

    Failures failures() {
        return failures;
    }

    /** The address of an endpoint; asks the registry how it is spoken to when that is not known yet. */
    URI uri(String path) throws IOException, InterruptedException {
        if (base.isEmpty()) {
            opening.lockInterruptibly();
            try {
                if (base.isEmpty()) {
                    base = Optional.of(
                            settings.retries().run("connecting to " + registry, settings.notices(), this::open));
                }
            } finally {
                opening.unlock();
            }
        }
        return base.get().resolve(path);
    }

    /** Whether large bodies are announced first, so that a registry can refuse them before they are sent. */
    boolean expectsContinue() {
        return expectsContinue;
    }

    /** The registry does not answer announcements. */
    void sendUnannounced() {
        expectsContinue = false;
    }

    /**
     * Sends a request and reads its answer, which may be a refusal.
     *
     * @param replayable whether the request may be sent again when the registry first wants to know who asks
     */
    Answer send(HttpRequest request, Scope scope, boolean replayable) throws IOException, InterruptedException {
        return ask(request, scope, replayable, (transport, signed) -> transport.send(signed));
    }

    /** Sends a request and writes the body of the answer to a stream if it is 200. */
    Answer fetch(HttpRequest request, Scope scope, OutputStream out) throws IOException, InterruptedException {
        return ask(request, scope, true, (transport, signed) -> transport.fetch(signed, out));
    }

    private interface Exchange {
        Answer with(Transport transport, HttpRequest signed) throws IOException, InterruptedException;
    }

    private Answer ask(HttpRequest request, Scope scope, boolean replayable, Exchange exchange)
            throws IOException, InterruptedException {
        Optional<Credentials.Found> credential = settings.credentials().forRegistry(registry, scope.repository());
        Optional<Challenge> before = challenge;
        Answer answer = transmit(request, authorization(before, scope, credential), exchange);
        if (answer.status() != Answer.UNAUTHORIZED) {
            return answer;
        }
        Optional<Challenge> asked = Challenge.of(answer.headers().allValues("WWW-Authenticate"));
        challenge = asked;
        if (asked.isPresent() && asked.get() instanceof Challenge.Basic) {
            if (credential.isEmpty()) {
                throw noLogin();
            }
            if (before.isPresent() && before.get() instanceof Challenge.Basic) {
                throw failures.failure(
                        Kind.REGISTRY,
                        "it refuses the login from " + credential.get().origin() + "; correct user and password there");
            }
        }
        tokens.forget(scope.text());
        if (!replayable) {
            throw failures.failure(Kind.TRANSIENT, "the login has run out in the middle of an upload");
        }
        Answer second = transmit(request, authorization(asked, scope, credential), exchange);
        if (second.status() == Answer.UNAUTHORIZED) {
            if (credential.isEmpty()) {
                throw noLogin();
            }
            if (asked.isEmpty() || asked.get() instanceof Challenge.Basic) {
                throw failures.failure(
                        Kind.REGISTRY,
                        "it refuses the login from " + credential.get().origin() + "; correct user and password there");
            }
        }
        return second;
    }

    private RegistryException noLogin() {
        return failures.failure(
                Kind.REGISTRY,
                "it wants a login, and there is none for it in "
                        + String.join(", ", settings.credentials().origins()) + "; run 'podman login " + registry
                        + "', or add a server with the id '" + registry + "' to settings.xml");
    }

    private Optional<String> authorization(
            Optional<Challenge> asked, Scope scope, Optional<Credentials.Found> credential)
            throws IOException, InterruptedException {
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        if (asked.get() instanceof Challenge.Bearer bearer) {
            return Optional.of("Bearer " + tokens.get(bearer, scope.text(), credential));
        }
        if (credential.isEmpty()) {
            return Optional.empty();
        }
        if (credential.get().credential() instanceof Credential.Basic basic) {
            return Optional.of(Tokens.header(basic));
        }
        String token = ((Credential.IdentityToken) credential.get().credential()).token();
        if (!Tokens.isToken(token)) {
            throw failures.failure(
                    Kind.REGISTRY,
                    "the login from " + credential.get().origin()
                            + " has a token that no request can hold; log in again");
        }
        return Optional.of("Bearer " + token);
    }

    /** Follows redirects of what only reads; another host does not get to see who asks. */
    private Answer transmit(HttpRequest request, Optional<String> authorization, Exchange exchange)
            throws IOException, InterruptedException {
        HttpRequest next = request;
        for (int redirects = 0; ; redirects++) {
            Answer answer;
            try {
                answer = exchange.with(transports.to(next.uri()), signed(next, authorization));
            } catch (UnwrittenAnswerException e) {
                throw e.why();
            } catch (IOException e) {
                throw e instanceof StalledException ? e : failures.noAnswer(e);
            }
            boolean reads = next.method().equals("GET") || next.method().equals("HEAD");
            if (!answer.isRedirect() || !reads) {
                return answer;
            }
            if (redirects == MOST_REDIRECTS) {
                throw failures.failure(Kind.REQUEST, "it redirects more than " + MOST_REDIRECTS + " times");
            }
            URI target = location(answer);
            HttpRequest.Builder redirected =
                    HttpRequest.newBuilder(target).method(next.method(), HttpRequest.BodyPublishers.noBody());
            next.headers().firstValue("Accept").ifPresent(value -> redirected.header("Accept", value));
            next = redirected.build();
        }
    }

    private HttpRequest signed(HttpRequest request, Optional<String> authorization) {
        boolean own = base.map(uri -> uri.getAuthority().equals(request.uri().getAuthority()))
                .orElse(false);
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .method(request.method(), request.bodyPublisher().orElse(HttpRequest.BodyPublishers.noBody()))
                .expectContinue(request.expectContinue());
        request.headers().map().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.header("User-Agent", "tcib");
        // The client drops it where there is no proxy.
        settings.proxies()
                .login(request.uri())
                .ifPresent(login -> builder.header("Proxy-Authorization", Tokens.header(login)));
        if (own) {
            authorization.ifPresent(value -> builder.header("Authorization", value));
        }
        return builder.build();
    }

    /** Where an answer points to; a registry behind a proxy that ends TLS may name itself with plain HTTP. */
    URI location(Answer answer) throws RegistryException {
        try {
            URI target = answer.uri().resolve(answer.header("Location").orElse(""));
            boolean downgraded = "http".equals(target.getScheme())
                    && "https".equals(answer.uri().getScheme())
                    && String.valueOf(target.getHost()).equals(answer.uri().getHost());
            if (isAddress(target)) {
                return downgraded ? answer.uri().resolve(target.getRawPath() + query(target.getRawQuery())) : target;
            }
            throw failures.failure(Kind.REQUEST, "it answers with an address that is none");
        } catch (IllegalArgumentException e) {
            throw failures.failure(Kind.REQUEST, "it answers with an address that is none");
        }
    }

    /** Whether a request can be sent there. */
    static boolean isAddress(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
    }

    private static String query(@org.jspecify.annotations.Nullable String query) {
        return query == null ? "" : "?" + query;
    }

    /**
     * TLS alone, or where plain HTTP is allowed the one after the other: TLS first, but not on this machine, where nobody is in
     * between and starting TLS takes a while.
     */
    private URI open() throws IOException, InterruptedException {
        List<RegistryException> unanswered = new ArrayList<>();
        List<RegistryException> refused = new ArrayList<>();
        for (URI address : addresses()) {
            Answer answer;
            try {
                answer = greet(address);
            } catch (RegistryException e) {
                unanswered.add(e);
                continue;
            }
            Optional<RegistryException> refusal = refusalIn(answer);
            if (refusal.isEmpty()) {
                challenge = Challenge.of(answer.headers().allValues("WWW-Authenticate"));
                return address;
            }
            refused.add(refusal.get());
        }
        // Of two one cannot work whatever happens, which says nothing of the other; an answer tells more than none.
        List<RegistryException> telling = refused.isEmpty() ? unanswered : refused;
        throw telling.stream()
                .filter(RegistryException::isPassing)
                .findFirst()
                .orElseGet(() -> telling.get(telling.size() - 1));
    }

    private List<URI> addresses() {
        String host = RegistryHosts.apiHost(registry);
        URI secure = URI.create("https://" + host + "/v2/");
        URI plain = URI.create("http://" + host + "/v2/");
        if (!settings.trust().isInsecure(registry)) {
            return List.of(secure);
        }
        return RegistryHosts.isThisMachine(registry) ? List.of(plain, secure) : List.of(secure, plain);
    }

    private Answer greet(URI uri) throws RegistryException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).GET().build();
        try {
            return transports.to(uri).send(signed(request, Optional.empty()));
        } catch (IOException e) {
            throw failures.noAnswer(e);
        }
    }

    private Optional<RegistryException> refusalIn(Answer answer) {
        if (answer.isTransient() || answer.status() == Answer.PROXY_LOGIN) {
            return Optional.of(failures.refused(registry, "greeting", answer));
        }
        if (answer.status() == Answer.UNAUTHORIZED || answer.isSuccess()) {
            return Optional.empty();
        }
        return Optional.of(failures.failure(
                Kind.REGISTRY,
                "it answers " + answer.status()
                        + " where a registry has its API (/v2/); is this the address of a registry?"));
    }

    /** What a request needs, and for which repository. */
    record Scope(String repository, List<String> scopes) {

        static Scope pull(String repository) {
            return new Scope(repository, List.of("repository:" + repository + ":pull"));
        }

        static Scope push(String repository) {
            return new Scope(repository, List.of("repository:" + repository + ":pull,push"));
        }

        /** Writing to one repository and reading another's blobs. */
        static Scope mount(String repository, String from) {
            return new Scope(
                    repository, List.of("repository:" + repository + ":pull,push", "repository:" + from + ":pull"));
        }

        String text() {
            return String.join(" ", scopes);
        }
    }
}
