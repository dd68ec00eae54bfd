package io.github.tcib.build.jib;

import io.github.tcib.oci.DockerArchive;
import io.github.tcib.oci.ImageImport;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.BaseImagePuller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Brings what FROM names into the layout: an image of a registry, of another layout ({@code oci:}, {@code oci-archive:}) or of
 * a docker archive. Each is brought once, however many images and threads ask for it.
 */
public final class BaseImages {

    /** What FROM names when an image has no parent. */
    public static final String SCRATCH = "scratch";

    private static final String DOCKER_ARCHIVE = "docker-archive:";
    private static final String OCI_LAYOUT = "oci:";
    private static final String OCI_ARCHIVE = "oci-archive:";

    private final OciLayout layout;
    private final Path temporary;
    private final Platform platform;
    private final BaseImagePuller puller;
    private final Map<String, LayoutImage> fetched = new HashMap<>();

    /** @param temporary a directory to unpack archives into, on the disk of the layout */
    public BaseImages(OciLayout layout, Path temporary, Platform platform, BaseImagePuller puller) {
        this.layout = layout;
        this.temporary = temporary;
        this.platform = platform;
        this.puller = puller;
    }

    /**
     * The image behind a reference, copied into the layout; empty for {@code scratch}.
     *
     * @throws OciException when there is no such image, or it is damaged or for another platform
     * @throws IOException when it cannot be read, or the registry does not answer
     */
    public synchronized Optional<LayoutImage> fetch(String reference) throws IOException, InterruptedException {
        if (reference.equals(SCRATCH)) {
            return Optional.empty();
        }
        LayoutImage known = fetched.get(reference);
        if (known == null) {
            known = copy(reference);
            fetched.put(reference, known);
        }
        return Optional.of(known);
    }

    private LayoutImage copy(String reference) throws IOException, InterruptedException {
        if (reference.startsWith(DOCKER_ARCHIVE)) {
            Place place = place(reference, DOCKER_ARCHIVE);
            return new DockerArchive(place.path()).copyTo(layout, place.name(), platform);
        }
        if (reference.startsWith(OCI_ARCHIVE)) {
            Place place = place(reference, OCI_ARCHIVE);
            return new ImageImport(layout, platform).copyFromArchive(place.path(), place.name(), temporary);
        }
        if (reference.startsWith(OCI_LAYOUT)) {
            Place place = place(reference, OCI_LAYOUT);
            return new ImageImport(layout, platform).copyFromLayout(place.path(), place.name());
        }
        return puller.pull(reference, layout, platform);
    }

    /** A file or directory, and which of the images in it. */
    private record Place(Path path, Optional<String> name) {}

    private static Place place(String reference, String transport) throws OciException {
        String text = reference.substring(transport.length());
        int colon = text.indexOf(':');
        Path path = Path.of(colon < 0 ? text : text.substring(0, colon));
        if (!Files.exists(path)) {
            throw new OciException("the base image '" + reference + "': there is no '" + path.toAbsolutePath() + "'");
        }
        return new Place(path, colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1)));
    }
}
