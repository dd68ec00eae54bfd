package io.github.tcib.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.V21ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import io.github.tcib.oci.PulledManifest;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.DigestException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.net.ssl.SSLException;

/**
 * Pulls base images into a layout. Blobs that the layout has are not fetched again, and an image that is pinned by its digest
 * and was pulled before is not asked for at all.
 */
public final class BaseImagePuller {

    private static final int FIRST_SERVER_FAULT = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final RegistryAccess access;

    public BaseImagePuller(RegistryAccess access) {
        this.access = access;
    }

    /**
     * Pulls an image.
     *
     * @param reference {@code host/path:tag} or {@code host/path@sha256:…}
     * @throws OciException when the image is of schema 1, damaged, or not for the platform
     * @throws RegistryException when the registry refuses or does not answer
     */
    public LayoutImage pull(String reference, OciLayout layout, Platform platform) throws IOException {
        ImageReference parsed = parse(reference);
        Optional<String> pinned = parsed.getDigest();
        Optional<LayoutImage> present =
                pinned.isPresent() ? PulledManifest.find(layout, pinned.get(), platform) : Optional.empty();
        if (present.isPresent()) {
            return present.get();
        }
        boolean insecure = access.insecure().contains(parsed.getRegistry());
        FailoverHttpClient http = new FailoverHttpClient(insecure, insecure, event -> {});
        try {
            RegistryClient client = connect(parsed, http);
            return pull(client, parsed, layout, platform);
        } catch (com.google.cloud.tools.jib.api.RegistryException e) {
            throw failure(reference, e);
        } catch (SocketException | SocketTimeoutException | UnknownHostException | SSLException e) {
            throw new RegistryException(
                    RegistryException.Kind.TRANSIENT,
                    "the base image '" + reference + "' cannot be pulled: " + parsed.getRegistry()
                            + " does not answer (" + e.getMessage() + ")");
        } finally {
            http.shutDown();
        }
    }

    private RegistryClient connect(ImageReference image, FailoverHttpClient http)
            throws IOException, com.google.cloud.tools.jib.api.RegistryException {
        RegistryClient.Factory factory =
                RegistryClient.factory(EventHandlers.NONE, image.getRegistry(), image.getRepository(), http);
        Optional<RegistryLogin> login = access.logins().apply(image.getRegistry());
        login.ifPresent(known -> factory.setCredential(Credential.from(known.user(), known.password())));
        RegistryClient client = factory.newRegistryClient();
        if (!client.doPullBearerAuth() && login.isPresent()) {
            client.configureBasicAuth();
        }
        return client;
    }

    private static LayoutImage pull(RegistryClient client, ImageReference image, OciLayout layout, Platform platform)
            throws IOException, com.google.cloud.tools.jib.api.RegistryException {
        ManifestAndDigest<ManifestTemplate> found = client.pullManifest(image.getQualifier());
        Digest pinned = digest(found.getDigest());
        if (found.getManifest() instanceof ManifestListTemplate list) {
            List<String> digests = list.getDigestsForPlatform(platform.architecture(), platform.os());
            if (digests.isEmpty()) {
                throw new OciException("'" + image + "' has no image for " + platform + ", only for "
                        + String.join(", ", platformsIn(list)) + "; choose another base or set tcib.platform");
            }
            found = client.pullManifest(digests.get(0));
        }
        if (found.getManifest() instanceof V21ManifestTemplate
                || !(found.getManifest() instanceof BuildableManifestTemplate manifest)) {
            throw new OciException("the manifest of '" + image
                    + "' is of schema 1, which has no image config; push the base image again with a current tool");
        }
        PulledManifest pulled =
                PulledManifest.parse(JsonTemplateMapper.toByteArray(manifest), digest(found.getDigest()));
        for (Descriptor blob : pulled.blobs()) {
            DescriptorDigest wanted = jibDigest(blob.digest());
            layout.copyBlob(
                    blob,
                    out -> client.pullBlob(wanted, size -> {}, count -> {}).writeTo(out),
                    "'" + image + "'");
        }
        try {
            return pulled.store(layout, pinned, platform);
        } catch (OciException e) {
            throw new OciException("the base image '" + image + "': " + e.getMessage(), e);
        }
    }

    private static SortedSet<String> platformsIn(ManifestListTemplate list) throws IOException {
        SortedSet<String> platforms = new TreeSet<>();
        for (JsonNode entry : new ObjectMapper()
                .readTree(JsonTemplateMapper.toByteArray(list))
                .path("manifests")) {
            JsonNode platform = entry.path("platform");
            if (!platform.path("os").asText().equals("unknown")) {
                platforms.add(new Platform(
                                platform.path("os").asText(),
                                platform.path("architecture").asText(),
                                platform.path("variant").asText(""))
                        .toString());
            }
        }
        return platforms;
    }

    private static ImageReference parse(String reference) throws OciException {
        try {
            return ImageReference.parse(reference);
        } catch (InvalidImageReferenceException e) {
            throw new OciException("'" + reference + "' is not a reference of an image", e);
        }
    }

    private static RegistryException failure(String reference, com.google.cloud.tools.jib.api.RegistryException e) {
        boolean refused = e instanceof RegistryUnauthorizedException;
        boolean passing = e.getCause() instanceof ResponseException response
                && (response.getStatusCode() >= FIRST_SERVER_FAULT || response.getStatusCode() == TOO_MANY_REQUESTS);
        String remedy = refused ? "; log in with tcib.authFile or tcib.server, or check the image's name" : "";
        return new RegistryException(
                passing ? RegistryException.Kind.TRANSIENT : RegistryException.Kind.REQUEST,
                "the base image '" + reference + "' cannot be pulled: " + e.getMessage() + remedy);
    }

    private static Digest digest(DescriptorDigest digest) throws OciException {
        return Digest.parse(digest.toString());
    }

    private static DescriptorDigest jibDigest(Digest digest) throws OciException {
        try {
            return DescriptorDigest.fromHash(digest.hex());
        } catch (DigestException e) {
            throw new OciException("'" + digest + "' is no digest", e);
        }
    }
}
