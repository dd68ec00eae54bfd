package io.github.tcib.registry;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.oci.OciException;
import io.github.tcib.registry.RegistryConnection.Scope;
import io.github.tcib.registry.RegistryException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A repository of a registry (OCI distribution-spec 1.1). All requests are retried as far as that is safe; every failure is a
 * {@link RegistryException}.
 */
public final class Repository {

    private static final String MANIFESTS = String.join(
            ", ", MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST, MediaTypes.OCI_INDEX, MediaTypes.DOCKER_INDEX);
    private static final String DIGEST = "Docker-Content-Digest";

    private final RegistryConnection connection;
    private final String name;
    private final Scope reading;
    private final RegistrySettings settings;

    /** @param reading what is asked for to read manifests: for one who writes as well, a token for both */
    Repository(RegistryConnection connection, Scope reading, RegistrySettings settings) {
        this.connection = connection;
        this.name = reading.repository();
        this.reading = reading;
        this.settings = settings;
    }

    /** How a blob came to be in the repository. */
    public enum Delivery {
        /** Its bytes were sent. */
        SENT,
        /** The registry took it from another of its repositories. */
        MOUNTED,
        /** It was there. */
        PRESENT
    }

    /**
     * The digest of a manifest.
     *
     * @param selector tag or digest
     * @return nothing when there is none of that name
     */
    public Optional<Digest> fetchManifestDigest(String selector) throws IOException, InterruptedException {
        Answer answer = reading("HEAD", "manifests/" + selector, "asking for the manifest '" + selector + "' of");
        if (answer.status() == Answer.NOT_FOUND) {
            return Optional.empty();
        }
        Optional<String> digest = answer.header(DIGEST);
        // Not every registry says so: then the manifest itself does.
        return digest.isPresent()
                ? Optional.of(parse(digest.get()))
                : fetchManifest(selector).map(FetchedManifest::digest);
    }

    /**
     * A manifest or an index of manifests.
     *
     * @param selector tag or digest; the content is checked against a digest
     * @return nothing when there is none of that name
     */
    public Optional<FetchedManifest> fetchManifest(String selector) throws IOException, InterruptedException {
        Answer answer = reading("GET", "manifests/" + selector, "reading the manifest '" + selector + "' of");
        if (answer.status() == Answer.NOT_FOUND) {
            return Optional.empty();
        }
        Digest digest = Digest.of(answer.body());
        if (selector.startsWith("sha256:") && !selector.equals(digest.toString())) {
            throw connection
                    .failures()
                    .failure(
                            Kind.REQUEST,
                            "reading the manifest " + selector + " of " + name + ": its content has the digest "
                                    + digest);
        }
        String type = answer.header("Content-Type").orElse("");
        return Optional.of(new FetchedManifest(type.split(";", -1)[0].strip(), digest, answer.body()));
    }

    /**
     * Stores a manifest under a tag or its digest.
     *
     * @throws RegistryException of kind {@code MISSING} when the registry has lost a blob of it
     */
    public void putManifest(String selector, String mediaType, byte[] content)
            throws IOException, InterruptedException {
        String what = "writing the manifest '" + selector + "' of";
        settings.retries().run(what + " " + name, settings.notices(), () -> {
            HttpRequest request = HttpRequest.newBuilder(connection.uri(path("manifests/" + selector)))
                    .header("Content-Type", mediaType)
                    .PUT(BodyPublishers.ofByteArray(content))
                    .build();
            Answer answer = connection.send(request, Scope.push(name), true);
            List<String> codes = Failures.codes(answer);
            if (codes.contains("MANIFEST_BLOB_UNKNOWN") || codes.contains("BLOB_UNKNOWN")) {
                throw connection
                        .failures()
                        .failure(Kind.MISSING, what + " " + name + ": a blob of it is missing there");
            }
            if (!answer.isSuccess()) {
                throw connection.failures().refused(name, what, answer);
            }
            return answer;
        });
    }

    /** Whether a blob is there, in the right size. */
    public boolean hasBlob(Descriptor blob) throws IOException, InterruptedException {
        Answer answer = reading("HEAD", "blobs/" + blob.digest(), "asking for a blob of");
        return answer.status() != Answer.NOT_FOUND
                && answer.header("Content-Length")
                        .map(length -> length.equals(Long.toString(blob.size())))
                        .orElse(true);
    }

    /**
     * Brings a blob into the repository: from another one of the registry if that works, else from a file. A failed upload is
     * started anew, never continued: what a registry has taken of a request without an answer is not known.
     *
     * @param from a repository that has it
     * @throws RegistryException when it is not there in the end
     */
    public Delivery pushBlob(Descriptor blob, Path file, Optional<String> from)
            throws IOException, InterruptedException {
        return new BlobUpload(connection, name, blob, file).run(settings, from, () -> hasBlob(blob));
    }

    /**
     * Reads a blob and writes it to a stream; it is for the caller to check the digest and, after a failure, to begin anew.
     * What the stream throws is thrown as it is.
     *
     * @throws RegistryException of kind {@code MISSING} when it is not there
     */
    public void fetchBlob(Descriptor blob, OutputStream out) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(connection.uri(path("blobs/" + blob.digest())))
                .GET()
                .build();
        Answer answer;
        try {
            answer = connection.fetch(request, Scope.pull(name), out);
        } catch (StalledException e) {
            throw connection.failures().noAnswer(e);
        }
        if (answer.status() == Answer.NOT_FOUND) {
            throw connection.failures().failure(Kind.MISSING, "there is no blob " + blob.digest() + " in " + name);
        }
        if (answer.status() != Answer.OK) {
            throw connection.failures().refused(name, "reading a blob of", answer);
        }
    }

    private Answer reading(String method, String endpoint, String what) throws IOException, InterruptedException {
        return settings.retries().run(what + " " + name, settings.notices(), () -> {
            HttpRequest request = HttpRequest.newBuilder(connection.uri(path(endpoint)))
                    .method(method, BodyPublishers.noBody())
                    .header("Accept", endpoint.startsWith("manifests/") ? MANIFESTS : "*/*")
                    .build();
            Answer answer;
            try {
                answer = connection.send(request, reading, true);
            } catch (StalledException e) {
                throw connection.failures().noAnswer(e);
            }
            if (!answer.isSuccess() && answer.status() != Answer.NOT_FOUND) {
                throw connection.failures().refused(name, what, answer);
            }
            return answer;
        });
    }

    private String path(String endpoint) {
        return "/v2/" + name + "/" + endpoint;
    }

    private Digest parse(String digest) throws RegistryException {
        try {
            return Digest.parse(digest);
        } catch (OciException e) {
            throw connection.failures().failure(Kind.REQUEST, "it answers with a digest that is none: " + digest);
        }
    }
}
