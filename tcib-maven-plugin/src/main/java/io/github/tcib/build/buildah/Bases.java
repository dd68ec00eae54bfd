package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.OciImage;
import io.github.tcib.build.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings images into the store that buildah does not build itself, and hands out those it has. */
final class Bases {

    private final BuildahSettings settings;
    private final Buildah buildah;
    private final ImageStore store;

    Bases(BuildahSettings settings, Buildah buildah, ImageStore store) {
        this.settings = settings;
        this.buildah = buildah;
        this.store = store;
    }

    /** Pulls an image if it is missing. */
    StoredImage provide(String reference) throws BuildFailure, InterruptedException {
        if (reference.equals("scratch")) {
            return new StoredImage("scratch", "scratch", 0, Optional.empty(), List.of());
        }
        Optional<StoredImage> there = store.find(reference);
        if (there.isPresent()) {
            return there.get();
        }
        List<String> arguments = new ArrayList<>(List.of("pull", "--quiet"));
        settings.registries().authFile().ifPresent(file -> arguments.addAll(List.of("--authfile", file.toString())));
        settings.platform().ifPresent(platform -> arguments.addAll(List.of("--platform", platform)));
        settings.registries()
                .certificates()
                .ifPresent(directory -> arguments.addAll(List.of("--cert-dir", directory.toString())));
        if (isInsecure(reference)) {
            arguments.add("--tls-verify=false");
        }
        arguments.add(reference);
        buildah.read(arguments);
        return require(reference);
    }

    /** Copies an image into an OCI layout; one at a time, since the layout has one index. */
    synchronized OciImage lend(String reference, Path layout) throws BuildFailure, InterruptedException {
        try {
            Files.createDirectories(layout);
        } catch (IOException e) {
            throw new BuildFailure(Kind.DETERMINISTIC, "an OCI layout cannot be written: " + e.getMessage());
        }
        buildah.read("push", "--quiet", reference, "oci:" + layout + ":" + reference);
        return new OciImage(layout, reference);
    }

    /** Copies an image out of an OCI layout. */
    StoredImage adopt(OciImage image, String reference) throws BuildFailure, InterruptedException {
        String id = buildah.read("pull", "--quiet", "oci:" + image.layout() + ":" + image.name())
                .strip();
        buildah.read("tag", id, reference);
        return require(id);
    }

    private StoredImage require(String image) throws BuildFailure, InterruptedException {
        return store.find(image)
                .orElseThrow(() -> new BuildFailure(
                        Kind.TRANSIENT, "the image " + image + " was pulled but is not in the store; was it removed?"));
    }

    private boolean isInsecure(String reference) {
        int slash = reference.indexOf('/');
        return slash > 0 && settings.registries().insecure().contains(reference.substring(0, slash));
    }
}
