package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.json.JsonText;
import io.github.tcib.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Words what a registry or the network did, with a remedy. Addresses are not shown: some hold tokens. */
final class Failures {

    /** What stands in references where no registry was named; a registry on this machine has a port. */
    private static final String NO_REGISTRY = "localhost";

    private static final int LONGEST = 300;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final String registry;

    Failures(String registry) {
        this.registry = registry;
    }

    /** A request that got no answer. */
    RegistryException noAnswer(IOException e) {
        if (e instanceof RegistryException known) {
            return known;
        }
        if (hasCause(e, UnknownHostException.class) || hasCause(e, UnresolvedAddressException.class)) {
            return failure(
                    Kind.REGISTRY,
                    "there is no host of that name; correct tcib.registry, or tcib.base if a base is pulled, or set a"
                            + " proxy");
        }
        if (hasCause(e, CertificateExpiredException.class)) {
            return failure(
                    Kind.REGISTRY,
                    "its certificate has expired; renew it, or name the registry in tcib.insecureRegistries");
        }
        if (hasCause(e, CertificateNotYetValidException.class)) {
            return failure(Kind.REGISTRY, "its certificate is not yet valid; is the clock of this machine right?");
        }
        if (hasCause(e, CertPathBuilderException.class)) {
            return failure(
                    Kind.REGISTRY,
                    "its certificate comes from an unknown authority; name the authority's PEM file in"
                            + " tcib.caCertificates, or the registry in tcib.insecureRegistries");
        }
        Optional<SSLException> tls = cause(e, SSLException.class);
        if (tls.isPresent()) {
            String message = String.valueOf(tls.get().getMessage());
            if (message.contains("nrecognized SSL message")) {
                return failure(
                        Kind.REGISTRY,
                        "it speaks plain HTTP and not TLS; if that is meant, name it in tcib.insecureRegistries");
            }
            if (message.contains("No subject alternative") || message.contains("No name matching")) {
                return failure(
                        Kind.REGISTRY,
                        "its certificate is for another name (" + shortened(message)
                                + "); use that name, or name the registry in tcib.insecureRegistries");
            }
            if (message.contains("closed") || message.contains("reset") || message.contains("terminated")) {
                return failure(Kind.TRANSIENT, lost(tls.get()));
            }
            return failure(Kind.REGISTRY, "TLS failed: " + shortened(message));
        }
        if (e instanceof HttpConnectTimeoutException) {
            return failure(
                    Kind.TRANSIENT,
                    "no connection, since nobody answered in time; is the port right, and does no firewall stand between?");
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            String why = "no connection (" + connecting(e) + ")";
            return registry.equals(NO_REGISTRY)
                    ? failure(
                            Kind.REGISTRY,
                            why
                                    + ", and images have that name when no registry is given: build them with tcib.registry,"
                                    + " or push them with tcib.push.registry")
                    : failure(Kind.TRANSIENT, why + "; is it running, is the port right?");
        }
        if (e instanceof ProtocolException) {
            return failure(Kind.TRANSIENT, "its answer is not HTTP; is this the address and the port of a registry?");
        }
        if (e instanceof OversizedAnswerException) {
            return failure(Kind.REQUEST, String.valueOf(e.getMessage()));
        }
        return failure(Kind.TRANSIENT, e instanceof StalledException ? String.valueOf(e.getMessage()) : lost(e));
    }

    /** An answer that is not the one hoped for. */
    RegistryException refused(String repository, String what, Answer answer) {
        String said = said(answer);
        String status = what + " " + repository + ": the registry answers " + answer.status() + said;
        if (answer.isTransient()) {
            return new RegistryException(Kind.TRANSIENT, registry + ": " + status, retryAfter(answer));
        }
        return switch (answer.status()) {
            case Answer.UNAUTHORIZED ->
                failure(
                        Kind.REQUEST,
                        status + "; the login is right, but it has no right to do this here: ask for that right to the"
                                + " repository");
            case Answer.FORBIDDEN ->
                failure(
                        Kind.REQUEST,
                        status + "; it is not allowed: check the rights of the account, and whether the repository is"
                                + " read-only or its quota used up");
            case Answer.NOT_FOUND ->
                failure(
                        Kind.REQUEST,
                        status + "; the repository is unknown: create it, or correct tcib.registry, tcib.namespace or"
                                + " tcib.prefix");
            case Answer.METHOD_NOT_ALLOWED ->
                failure(Kind.REQUEST, status + "; it is read-only: end its maintenance or use another registry");
            case Answer.PROXY_LOGIN ->
                failure(
                        Kind.REGISTRY,
                        status
                                + "; the proxy wants a login: set it in the proxy of settings.xml, and for registries with"
                                + " TLS start Java with -Djdk.http.auth.tunneling.disabledSchemes= (MAVEN_OPTS)");
            case Answer.TOO_LARGE ->
                failure(
                        Kind.REQUEST,
                        status + "; it takes no blob of this size: raise its quota or the limit of the proxy before it"
                                + " (nginx: client_max_body_size)");
            default -> failure(Kind.REQUEST, status);
        };
    }

    RegistryException failure(Kind kind, String what) {
        return new RegistryException(kind, registry + ": " + what);
    }

    /** The codes of an answer's errors, such as {@code NAME_UNKNOWN} (OCI distribution-spec 1.1, "Error Codes"). */
    static List<String> codes(Answer answer) {
        List<String> codes = new ArrayList<>();
        errors(answer).forEach(error -> codes.add(error.path("code").asText()));
        return codes;
    }

    private static String said(Answer answer) {
        for (JsonNode error : errors(answer)) {
            String message = error.path("message").asText("");
            String code = error.path("code").asText("");
            if (!message.isEmpty() || !code.isEmpty()) {
                return " (" + shortened(code.isEmpty() || message.isEmpty() ? code + message : code + ", " + message)
                        + ")";
            }
        }
        return "";
    }

    private static Iterable<JsonNode> errors(Answer answer) {
        try {
            return JsonText.read(new String(answer.body(), UTF_8)).path("errors");
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Seconds, or a date (RFC 9110 section 10.2.3). */
    private static Optional<Duration> retryAfter(Answer answer) {
        return answer.header("Retry-After").flatMap(text -> {
            try {
                Duration asked = text.strip().chars().allMatch(Character::isDigit)
                        ? Duration.ofSeconds(Long.parseLong(text.strip()))
                        : Duration.between(
                                Instant.now(), ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
                return Optional.of(asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked);
            } catch (DateTimeException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** Java's newer client says nothing of a refusal. */
    private static String connecting(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.equals("null") || message.equals("Connection refused") ? "refused" : shortened(message);
    }

    private static String lost(IOException e) {
        String message = String.valueOf(e.getMessage());
        return switch (message) {
            case "HTTP/1.1 header parser received no bytes",
                    "EOF reached while reading",
                    "Unexpected end of file from server" -> "the connection was closed before the answer";
            default -> "the connection was lost" + (message.equals("null") ? "" : " (" + shortened(message) + ")");
        };
    }

    private static String shortened(String text) {
        // what a server says ends on a terminal, which obeys control characters
        String line = text.replaceAll("[\\s\\p{Cc}\\p{Cf}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        return cause(e, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
