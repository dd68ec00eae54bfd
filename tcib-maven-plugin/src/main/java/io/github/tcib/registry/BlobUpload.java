package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.registry.RegistryConnection.Scope;
import io.github.tcib.registry.RegistryException.Kind;
import io.github.tcib.registry.Repository.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One blob on its way into a repository (OCI distribution-spec 1.1, "POST then PUT"): a session is opened and closed by the one
 * request that brings the whole blob and its digest. Nothing is ever sent twice into a session: a registry that has taken a
 * request but was slow to answer would hold the bytes twice. After any failure the blob is looked for, since a registry may have
 * stored it and only the answer been lost; else a new session is opened.
 */
final class BlobUpload {

    /** Smaller bodies are sent at once: by the time a refusal comes they are on their way. */
    private static final long ANNOUNCED = 1 << 16;

    private static final Set<String> SESSION_FAULTS =
            Set.of("BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID", "DIGEST_INVALID", "SIZE_INVALID", "RANGE_INVALID");
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final RegistryConnection connection;
    private final String name;
    private final Descriptor blob;
    private final Path file;
    private boolean failedBefore;

    BlobUpload(RegistryConnection connection, String name, Descriptor blob, Path file) {
        this.connection = connection;
        this.name = name;
        this.blob = blob;
        this.file = file;
    }

    /** Asks whether the blob is there. */
    interface Presence {
        boolean fetch() throws IOException, InterruptedException;
    }

    Delivery run(RegistrySettings settings, Optional<String> from, Presence presence)
            throws IOException, InterruptedException {
        return settings.retries().run("sending " + blob.digest() + " to " + name, settings.notices(), () -> {
            if (failedBefore && presence.fetch()) {
                return Delivery.SENT;
            }
            try {
                return attempt(from);
            } catch (StalledException e) {
                throw connection.failures().noAnswer(e);
            } finally {
                failedBefore = true;
            }
        });
    }

    private Delivery attempt(Optional<String> from) throws IOException, InterruptedException {
        Answer opened = open(from);
        if (opened.status() == Answer.CREATED) {
            return Delivery.MOUNTED;
        }
        if (from.isPresent() && opened.status() != Answer.ACCEPTED && !opened.isTransient()) {
            // Who may write here need not have the right to read there.
            opened = open(Optional.empty());
        }
        if (opened.status() != Answer.ACCEPTED) {
            throw connection.failures().refused(name, "starting an upload to", opened);
        }
        Answer sent = send(connection.location(opened));
        if (!sent.isSuccess()) {
            throw fault("sending " + blob.size() + " bytes to", sent);
        }
        return Delivery.SENT;
    }

    private Answer open(Optional<String> from) throws IOException, InterruptedException {
        String mount = from.map(
                        repository -> "?mount=" + blob.digest() + "&from=" + URLEncoder.encode(repository, UTF_8))
                .orElse("");
        HttpRequest request = HttpRequest.newBuilder(connection.uri("/v2/" + name + "/blobs/uploads/" + mount))
                .POST(BodyPublishers.noBody())
                .build();
        // Opening once more does no harm: a session that nobody uses is removed by the registry.
        return connection.send(request, scope(from), true);
    }

    private Answer send(URI session) throws IOException, InterruptedException {
        String separator = session.getRawQuery() == null ? "?" : "&";
        boolean announced = blob.size() > ANNOUNCED && connection.expectsContinue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(session + separator + "digest=" + blob.digest()))
                .header("Content-Type", "application/octet-stream")
                .expectContinue(announced)
                .PUT(BodyPublishers.ofFile(file))
                .build();
        try {
            return connection.send(request, Scope.push(name), false);
        } catch (StalledException e) {
            if (announced && e.beforeTheBody()) {
                connection.sendUnannounced();
            }
            throw e;
        }
    }

    private static Scope scopeOf(String name, Optional<String> from) {
        return from.map(repository -> Scope.mount(name, repository)).orElseGet(() -> Scope.push(name));
    }

    private Scope scope(Optional<String> from) {
        return scopeOf(name, from);
    }

    private RegistryException fault(String what, Answer answer) {
        List<String> codes = Failures.codes(answer);
        RegistryException refused = connection.failures().refused(name, what, answer);
        boolean ofSession =
                answer.status() == RANGE_NOT_SATISFIABLE || codes.stream().anyMatch(SESSION_FAULTS::contains);
        return ofSession ? new RegistryException(Kind.TRANSIENT, String.valueOf(refused.getMessage())) : refused;
    }
}
