package io.github.tcib.push;

import io.github.tcib.oci.Digest;
import io.github.tcib.registry.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which repositories are known to hold which blobs, so that others of the same registry can take them from there. */
final class BlobPlaces {

    private final Map<String, String> repositories = new ConcurrentHashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /** A repository of the same registry with that blob. */
    Optional<String> find(ImageReference target, Digest blob) {
        return Optional.ofNullable(repositories.get(key(target, blob)))
                .filter(repository -> !repository.equals(target.repository()));
    }

    /** A repository has that blob. */
    void add(ImageReference target, Digest blob) {
        repositories.putIfAbsent(key(target, blob), target.repository());
    }

    /** What to hold while a blob is sent, so that two images do not send the same one at the same time. */
    Object lockOf(ImageReference target, Digest blob) {
        return locks.computeIfAbsent(key(target, blob), ignored -> new Object());
    }

    private static String key(ImageReference target, Digest blob) {
        return target.registry() + "/" + blob;
    }
}
