package io.github.tcib.registry;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import io.github.tcib.oci.PulledManifest;
import io.github.tcib.registry.RegistryException.Kind;
import java.io.IOException;
import java.util.Optional;

/**
 * Pulls base images into a layout. Blobs that the layout has are not fetched again, and an image that is pinned by its digest
 * and was pulled before is not asked for at all.
 */
public final class BaseImagePuller {

    private static final int DEEPEST_INDEX = 4;

    private final RegistrySettings settings;
    private final Registries registries;

    public BaseImagePuller(RegistryAccess access) {
        this.settings = access.settings();
        this.registries = new Registries(settings);
    }

    /**
     * Pulls an image.
     *
     * @param reference {@code host/path:tag} or {@code host/path@sha256:…}
     * @throws OciException when the image is of schema 1, damaged, or not for the platform
     * @throws RegistryException when the registry refuses or does not answer
     */
    public LayoutImage pull(String reference, OciLayout layout, Platform platform)
            throws IOException, InterruptedException {
        try {
            ImageReference image = ImageReference.parse(reference);
            if (image.digest().isPresent()) {
                Optional<LayoutImage> there =
                        PulledManifest.find(layout, image.digest().get(), platform);
                if (there.isPresent()) {
                    return there.get();
                }
            }
            return pull(image, layout, platform);
        } catch (RegistryException e) {
            throw new RegistryException(
                    e.kind(), "the base image '" + reference + "' cannot be pulled: " + e.getMessage());
        } catch (OciException e) {
            throw new OciException("the base image '" + reference + "': " + e.getMessage(), e);
        }
    }

    private LayoutImage pull(ImageReference image, OciLayout layout, Platform platform)
            throws IOException, InterruptedException {
        Repository repository = registries.repositoryForReading(image);
        PulledManifest asked = fetchManifest(repository, image, image.selector(), layout);
        PulledManifest manifest = asked;
        for (int depth = 0; ; depth++) {
            Optional<Descriptor> chosen = manifest.select(platform);
            if (chosen.isEmpty()) {
                break;
            }
            if (depth == DEEPEST_INDEX) {
                throw new OciException("the index '" + image + "' lists indexes of indexes without end");
            }
            manifest = fetchManifest(repository, image, chosen.get().digest().toString(), layout);
        }
        for (Descriptor blob : manifest.blobs()) {
            fetchBlob(repository, image, blob, layout);
        }
        return asked.readImage(layout, platform);
    }

    private static PulledManifest fetchManifest(
            Repository repository, ImageReference image, String selector, OciLayout layout)
            throws IOException, InterruptedException {
        FetchedManifest found = repository
                .fetchManifest(selector)
                .orElseThrow(() -> new RegistryException(
                        Kind.REQUEST,
                        image.registry() + " has no '" + selector + "' of " + image.repository()
                                + "; correct the base's name or tag, or log in with tcib.authFile or tcib.server if it"
                                + " is hidden from others"));
        return PulledManifest.store(layout, found.mediaType(), found.content());
    }

    /** A transfer that was cut off is begun anew: what came is checked as a whole. */
    private void fetchBlob(Repository repository, ImageReference image, Descriptor blob, OciLayout layout)
            throws IOException, InterruptedException {
        settings.retries().run("pulling " + blob.digest() + " of " + image, settings.notices(), () -> {
            try {
                layout.copyBlob(blob, out -> fetchBlob(repository, blob, out), "'" + image + "'");
            } catch (InterruptedPull e) {
                throw e.interrupted();
            }
            return blob;
        });
    }

    private static void fetchBlob(Repository repository, Descriptor blob, java.io.OutputStream out) throws IOException {
        try {
            repository.fetchBlob(blob, out);
        } catch (InterruptedException e) {
            throw new InterruptedPull(e);
        }
    }

    /** Carries an interrupt through what only knows failures of input and output. */
    private static final class InterruptedPull extends IOException {

        private static final long serialVersionUID = 1;

        private final InterruptedException interrupted;

        InterruptedPull(InterruptedException interrupted) {
            super("interrupted", interrupted);
            this.interrupted = interrupted;
        }

        InterruptedException interrupted() {
            return interrupted;
        }
    }
}
