package io.github.tcib.maven;

import io.github.tcib.oci.Platform;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.size.BuiltImages;
import io.github.tcib.size.layer.ArchiveStore;
import io.github.tcib.size.layer.BuildahStore;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.JointStore;
import io.github.tcib.size.layer.LayoutStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Where the images to measure are.
 *
 * @param kind of the place
 * @param path of a layout or an archive; not used for a build
 */
record SizeSource(Kind kind, Path path) {

    /** The kinds of places. */
    enum Kind {
        BUILD,
        OCI,
        OCI_ARCHIVE,
        DOCKER_ARCHIVE
    }

    static SizeSource parse(String text, Path basedir) throws MojoFailureException {
        int colon = text.indexOf(':');
        String transport = colon < 0 ? text : text.substring(0, colon);
        Kind kind = switch (transport) {
            case "build" -> Kind.BUILD;
            case "oci" -> Kind.OCI;
            case "oci-archive" -> Kind.OCI_ARCHIVE;
            case "docker-archive" -> Kind.DOCKER_ARCHIVE;
            default ->
                throw new MojoFailureException(
                        "tcib.sizeReport.source: '" + text
                                + "' is not a place of images; use build, oci:DIRECTORY, oci-archive:FILE or docker-archive:FILE");
        };
        if (kind != Kind.BUILD && colon < 0) {
            throw new MojoFailureException("tcib.sizeReport.source: '" + text + "' needs a path after a colon");
        }
        return new SizeSource(kind, basedir.resolve(colon < 0 ? "" : text.substring(colon + 1)));
    }

    /**
     * Opens the place.
     *
     * @param layout the layout of the embedded engine
     * @param buildah the program and its global arguments
     * @param scratch for what has to be unpacked
     */
    ImageStore open(BuiltImages built, Path layout, List<String> buildah, Platform platform, Path scratch)
            throws IOException {
        return switch (kind) {
            case OCI -> LayoutStore.open(path, platform);
            case OCI_ARCHIVE -> ArchiveStore.open(path, false, platform, scratch);
            case DOCKER_ARCHIVE -> ArchiveStore.open(path, true, platform, scratch);
            case BUILD -> {
                List<ImageStore> stores = new ArrayList<>();
                if (Files.exists(layout.resolve("oci-layout"))) {
                    stores.add(LayoutStore.open(layout, platform));
                }
                // images that were cached do not say who built them
                if (stores.isEmpty() || !built.engines().equals(java.util.Set.of("jib"))) {
                    addBuildah(stores, buildah, platform, scratch);
                }
                yield new JointStore(stores, built.digests());
            }
        };
    }

    private static void addBuildah(List<ImageStore> stores, List<String> buildah, Platform platform, Path scratch)
            throws IOException {
        try {
            stores.add(BuildahStore.open(buildah, platform, new CommandRunner(Duration.ofSeconds(5)), scratch));
        } catch (IOException e) {
            if (stores.isEmpty()) {
                throw new IOException("buildah's store cannot be read: " + e.getMessage(), e);
            }
        }
    }
}
