package io.github.tcib.push;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.ImageReference;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one image.
 *
 * @param image what was built
 * @param references what it is called in the registry, one a tag
 * @param status what became of it
 * @param manifest digest and type in the registry, when it is known to be there
 * @param traffic the bytes of its blobs
 * @param duration from its first request to its last
 * @param reason why it failed, or was not tried; empty otherwise
 * @param platforms the manifests of its platforms, when the manifest is an index of several
 */
public record PushedImage(
        BuiltImage image,
        List<ImageReference> references,
        PushStatus status,
        Optional<Manifest> manifest,
        Traffic traffic,
        Duration duration,
        String reason,
        Map<Platform, Digest> platforms) {

    public PushedImage {
        references = List.copyOf(references);
        platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
    }

    /** An image for one platform. */
    public PushedImage(
            BuiltImage image,
            List<ImageReference> references,
            PushStatus status,
            Optional<Manifest> manifest,
            Traffic traffic,
            Duration duration,
            String reason) {
        this(image, references, status, manifest, traffic, duration, reason, Map.of());
    }

    /**
     * A manifest in the registry.
     *
     * @param mediaType empty when it is another's, which was not looked at
     */
    public record Manifest(Digest digest, Optional<String> mediaType) {}

    /** Registry, repository and digest: what always means this very image. */
    public Optional<String> pinned() {
        return manifest.map(value -> references.get(0).name() + "@" + value.digest());
    }

    static PushedImage without(
            BuiltImage image, List<ImageReference> references, PushStatus status, String reason, Duration duration) {
        return new PushedImage(image, references, status, Optional.empty(), Traffic.NONE, duration, reason);
    }
}
