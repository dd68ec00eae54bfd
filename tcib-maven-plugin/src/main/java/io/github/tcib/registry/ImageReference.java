package io.github.tcib.registry;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What names an image in a registry, such as {@code registry.example.org:5000/ns/nova:tag} (OCI distribution-spec 1.1,
 * "Pulling manifests"). A first component without dot and port that is not {@code localhost} belongs to Docker Hub.
 *
 * @param registry host, and port if it has one
 * @param repository the path without registry, tag and digest
 * @param tag the tag; empty when there is none
 * @param digest the digest; empty when there is none
 */
public record ImageReference(String registry, String repository, Optional<String> tag, Optional<Digest> digest) {

    private static final int LONGEST = 1000;

    static final String DOCKER_HUB = "docker.io";

    private static final Pattern REGISTRY =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?");
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /** @throws RegistryException when the text is not a reference */
    public static ImageReference parse(String text) throws RegistryException {
        // the patterns below need the stack for each part
        if (text.length() > LONGEST) {
            throw notAReference(text);
        }
        String rest = text;
        Optional<Digest> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(digestOf(rest.substring(at + 1), text));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = Optional.of(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        int slash = rest.indexOf('/');
        String first = slash < 0 ? "" : rest.substring(0, slash);
        boolean hasRegistry = first.equals("localhost")
                || first.contains(".")
                || first.contains(":")
                || !first.equals(first.toLowerCase(java.util.Locale.ROOT));
        String registry = hasRegistry ? first : DOCKER_HUB;
        String repository = hasRegistry ? rest.substring(slash + 1) : rest;
        if (registry.equals("index.docker.io")) {
            registry = DOCKER_HUB;
        }
        if (registry.equals(DOCKER_HUB) && !repository.contains("/")) {
            repository = "library/" + repository;
        }
        if (!REGISTRY.matcher(registry).matches()
                || !REPOSITORY.matcher(repository).matches()
                || !tag.map(value -> TAG.matcher(value).matches()).orElse(true)) {
            throw notAReference(text);
        }
        return new ImageReference(registry, repository, tag, digest);
    }

    private static Digest digestOf(String digest, String text) throws RegistryException {
        try {
            return Digest.parse(digest);
        } catch (OciException e) {
            throw notAReference(text);
        }
    }

    private static RegistryException notAReference(String text) {
        return new RegistryException(
                RegistryException.Kind.REQUEST,
                "'" + text + "' is not an image reference; write host[:port]/path[:tag], the path in lower case");
    }

    /** @throws RegistryException when the text cannot be a tag */
    public static void checkTag(String tag) throws RegistryException {
        if (!TAG.matcher(tag).matches()) {
            throw new RegistryException(
                    RegistryException.Kind.REQUEST,
                    "'" + tag + "' is not a tag: use up to 128 letters, digits, '_', '.' and '-', not beginning with"
                            + " '.' or '-'");
        }
    }

    /** Registry and repository. */
    public String name() {
        return registry + "/" + repository;
    }

    /** The same repository with a tag alone. */
    public ImageReference withTag(String otherTag) {
        return new ImageReference(registry, repository, Optional.of(otherTag), Optional.empty());
    }

    /** What a manifest is asked for by: the digest, else the tag, else {@code latest}. */
    public String selector() {
        return digest.map(Digest::toString).or(() -> tag).orElse("latest");
    }

    @Override
    public String toString() {
        return name()
                + tag.map(text -> ":" + text).orElse("")
                + digest.map(value -> "@" + value).orElse("");
    }
}
