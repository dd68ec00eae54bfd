package io.github.tcib.maven;

import io.github.tcib.file.FileFault;
import io.github.tcib.oci.Platform;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.size.BuiltImages;
import io.github.tcib.size.layer.ArchiveStore;
import io.github.tcib.size.layer.BuildahStore;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.JointStore;
import io.github.tcib.size.layer.LayoutStore;
import io.github.tcib.size.remote.RegistryPlace;
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
 * @param path of a layout or an archive; not used for a build nor a registry
 * @param registryPlace where in a registry; not used for the others
 */
record SizeSource(Kind kind, Path path, RegistryPlace registryPlace) {

    /** The kinds of places. */
    enum Kind {
        BUILD,
        OCI,
        OCI_ARCHIVE,
        DOCKER_ARCHIVE,
        REGISTRY
    }

    static SizeSource parse(String text, Path basedir) throws MojoFailureException {
        int colon = text.indexOf(':');
        String transport = colon < 0 ? text : text.substring(0, colon);
        Kind kind = switch (transport) {
            case "build" -> Kind.BUILD;
            case "oci" -> Kind.OCI;
            case "oci-archive" -> Kind.OCI_ARCHIVE;
            case "docker-archive" -> Kind.DOCKER_ARCHIVE;
            case "registry" -> Kind.REGISTRY;
            default ->
                throw new MojoFailureException("tcib.sizeReport.source: '" + text
                        + "' is not a place of images; use build, oci:DIRECTORY, oci-archive:FILE, docker-archive:FILE,"
                        + " registry or registry:HOST/NAMESPACE:TAG");
        };
        if (kind == Kind.REGISTRY) {
            return new SizeSource(kind, basedir, colon < 0 ? RegistryPlace.ofTheReferences() : placeIn(text));
        }
        if (kind != Kind.BUILD && colon < 0) {
            throw new MojoFailureException("tcib.sizeReport.source: '" + text + "' needs a path after a colon");
        }
        return new SizeSource(
                kind, basedir.resolve(colon < 0 ? "" : text.substring(colon + 1)), RegistryPlace.ofTheReferences());
    }

    private static RegistryPlace placeIn(String text) throws MojoFailureException {
        try {
            return RegistryPlace.parse(text.substring(text.indexOf(':') + 1));
        } catch (RegistryException e) {
            throw new MojoFailureException("tcib.sizeReport.source: " + e.getMessage(), e);
        }
    }

    boolean isRegistry() {
        return kind == Kind.REGISTRY;
    }

    /**
     * Opens the place on this machine.
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
            case REGISTRY -> throw new IllegalStateException("a registry is not on this machine");
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
                throw new IOException("buildah's store cannot be read: " + FileFault.reasonOf(e), e);
            }
        }
    }
}
