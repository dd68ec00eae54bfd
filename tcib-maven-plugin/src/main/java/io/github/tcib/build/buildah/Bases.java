package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.OciImage;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings images into the store that buildah does not build itself, and hands out those it has. */
final class Bases {

    private final BuildahSettings settings;
    private final Buildah buildah;
    private final ImageStore store;
    private final ForeignBases foreign;

    Bases(BuildahSettings settings, Buildah buildah, ImageStore store) {
        this.settings = settings;
        this.buildah = buildah;
        this.store = store;
        this.foreign = new ForeignBases(settings, buildah, store);
    }

    /** Pulls an image if it is missing. */
    StoredImage provide(String reference) throws BuildFailure, InterruptedException {
        if (reference.equals("scratch")) {
            return new StoredImage("scratch", "scratch", 0, Optional.empty(), List.of());
        }
        if (settings.platform().isPresent()) {
            return foreign.provide(reference, settings.platform().get());
        }
        Optional<StoredImage> there = store.find(reference);
        if (there.isPresent()) {
            return there.get();
        }
        buildah.read(pull(settings, reference));
        return require(reference);
    }

    /** What stands for a reference when an image is built, since the name itself means another platform in the store. */
    Map<String, ForeignBases.Substitute> substitutes() {
        return foreign.substitutes();
    }

    /** The arguments that pull an image. */
    static List<String> pull(BuildahSettings settings, String reference) {
        List<String> arguments = new ArrayList<>(List.of("pull", "--quiet"));
        settings.registries().authFile().ifPresent(file -> arguments.addAll(List.of("--authfile", file.toString())));
        settings.platform().ifPresent(platform -> arguments.addAll(List.of("--platform", platform)));
        settings.registries()
                .certificates()
                .ifPresent(directory -> arguments.addAll(List.of("--cert-dir", directory.toString())));
        int slash = reference.indexOf('/');
        if (slash > 0 && settings.registries().insecure().contains(reference.substring(0, slash))) {
            arguments.add("--tls-verify=false");
        }
        arguments.add(reference);
        return arguments;
    }

    /** Copies an image into an OCI layout; one at a time, since the layout has one index. */
    synchronized OciImage lend(String reference, Path layout) throws BuildFailure, InterruptedException {
        try {
            Files.createDirectories(layout);
        } catch (IOException e) {
            throw new BuildFailure(Kind.DETERMINISTIC, "an OCI layout cannot be written: " + FileFault.reasonOf(e));
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
}
