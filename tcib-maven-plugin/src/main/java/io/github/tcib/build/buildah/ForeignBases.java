package io.github.tcib.build.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.StoredImage;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bases for a platform that was asked for. A name in buildah's store means one image, and a pull for another platform moves it:
 * such images get names of their own, and the name goes on meaning what it meant.
 */
final class ForeignBases {

    private static final String LOCAL = "localhost/";
    /** A transport of containers/image, such as {@code oci:/path}. */
    private static final Pattern TRANSPORT = Pattern.compile("[a-z-]+:/.*");

    private final BuildahSettings settings;
    private final Buildah buildah;
    private final ImageStore store;
    private final Map<String, StoredImage> provided = new HashMap<>();
    private final Map<String, Substitute> substitutes = new HashMap<>();

    ForeignBases(BuildahSettings settings, Buildah buildah, ImageStore store) {
        this.settings = settings;
        this.buildah = buildah;
        this.store = store;
    }

    /** An image that stands for a reference, by its id and by the name it has in the store. */
    record Substitute(String id, String name) {}

    synchronized Map<String, Substitute> substitutes() {
        return Map.copyOf(substitutes);
    }

    /** The image of a reference for a platform; pulls it if the store has none for it. */
    synchronized StoredImage provide(String reference, String text) throws BuildFailure, InterruptedException {
        StoredImage known = provided.get(reference);
        if (known != null) {
            return known;
        }
        Platform platform = platformOf(text);
        Optional<StoredImage> named = store.find(reference);
        StoredImage image;
        if (named.isPresent() && isFor(platform, named.get())) {
            image = named.get();
        } else {
            Optional<Substitute> kept = findKept(reference, platform);
            if (kept.isPresent()) {
                substitutes.put(reference, kept.get());
                image = require(kept.get().id());
            } else {
                image = pull(reference, platform, named);
            }
        }
        provided.put(reference, image);
        return image;
    }

    private Optional<Substitute> findKept(String reference, Platform platform)
            throws BuildFailure, InterruptedException {
        for (String name : List.of(reference + "-" + platform.word(), nameOf(reference, platform))) {
            Optional<StoredImage> image = TRANSPORT.matcher(reference).matches() ? Optional.empty() : store.find(name);
            if (image.isPresent() && isFor(platform, image.get())) {
                return Optional.of(new Substitute(image.get().id(), name));
            }
        }
        return Optional.empty();
    }

    private StoredImage pull(String reference, Platform platform, Optional<StoredImage> before)
            throws BuildFailure, InterruptedException {
        if (before.isPresent() && reference.startsWith(LOCAL)) {
            // no registry has it, by the convention of buildah and podman
            throw missing(
                    reference,
                    platform,
                    List.of(store.readPlatform(before.get().id()).toString()));
        }
        String id;
        try {
            id = buildah.read(Bases.pull(settings, reference)).strip();
        } catch (BuildFailure e) {
            throw explained(e, reference, platform, before);
        }
        StoredImage pulled = require(id);
        Platform found = store.readPlatform(id);
        boolean fits = platform.accepts(found);
        boolean movable = !TRANSPORT.matcher(reference).matches();
        boolean isHost = platform.accepts(Platform.ofThisMachine());
        if (fits && movable && (before.isPresent() || !isHost)) {
            String name = nameOf(reference, platform);
            buildah.read("tag", id, name);
            substitutes.put(reference, new Substitute(id, name));
        }
        if (before.isPresent()) {
            buildah.read("tag", before.get().id(), reference);
        } else if (movable && !isHost && fits) {
            // the image keeps its other name
            buildah.read("rmi", reference);
        }
        if (!fits) {
            throw missing(reference, platform, List.of(found.toString()));
        }
        return pulled;
    }

    private BuildFailure explained(
            BuildFailure failure, String reference, Platform platform, Optional<StoredImage> before)
            throws BuildFailure, InterruptedException {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("no image found in")) {
            return missing(reference, platform, platformsIn(reference));
        }
        if (before.isPresent()) {
            return new BuildFailure(
                    failure.kind(),
                    "'" + reference + "' is for "
                            + store.readPlatform(before.get().id())
                            + " in buildah's store, and cannot be pulled for " + platform + ": " + message);
        }
        return failure;
    }

    private static BuildFailure missing(String reference, Platform platform, List<String> offered) {
        return new BuildFailure(
                Kind.DETERMINISTIC,
                "'" + reference + "' has no image for " + platform
                        + (offered.isEmpty() ? "" : ", only for " + String.join(", ", offered))
                        + "; choose another base or set tcib.platform");
    }

    /** The platforms of an index in a registry, as far as buildah shows them. */
    private List<String> platformsIn(String reference) throws BuildFailure, InterruptedException {
        Buildah.Answer answer = buildah.ask("manifest", "inspect", reference);
        List<String> platforms = new ArrayList<>();
        if (answer.isSuccess()) {
            try {
                for (JsonNode manifest : JsonText.read(answer.out()).path("manifests")) {
                    JsonNode platform = manifest.path("platform");
                    platforms.add(new Platform(
                                    platform.path("os").asText(),
                                    platform.path("architecture").asText(),
                                    platform.path("variant").asText(""))
                            .toString());
                }
            } catch (JsonProcessingException e) {
                return List.of();
            }
        }
        return platforms;
    }

    private boolean isFor(Platform platform, StoredImage image) throws BuildFailure, InterruptedException {
        return platform.accepts(store.readPlatform(image.id()));
    }

    private StoredImage require(String id) throws BuildFailure, InterruptedException {
        return store.find(id)
                .orElseThrow(() -> new BuildFailure(
                        Kind.TRANSIENT, "the image " + id + " was pulled but is not in the store; was it removed?"));
    }

    /** What an image of a foreign platform is called in the store: {@code localhost/HOST/PATH:TAG-linux-arm64}. */
    static String nameOf(String reference, Platform platform) {
        String path = reference.startsWith(LOCAL) ? reference.substring(LOCAL.length()) : reference;
        int slash = path.lastIndexOf('/');
        int at = path.indexOf('@');
        int colon = path.lastIndexOf(':', at < 0 ? path.length() : at);
        String tag = at >= 0
                ? path.substring(at + 1).replace(':', '-')
                : colon > slash ? path.substring(colon + 1) : "latest";
        String repository = path.substring(0, colon > slash ? colon : at >= 0 ? at : path.length());
        return LOCAL + repository.replace(':', '_') + ":" + tag + "-" + platform.word();
    }

    private static Platform platformOf(String text) throws BuildFailure {
        try {
            return Platform.parse(text);
        } catch (OciException e) {
            throw new BuildFailure(Kind.DETERMINISTIC, String.valueOf(e.getMessage()));
        }
    }
}
