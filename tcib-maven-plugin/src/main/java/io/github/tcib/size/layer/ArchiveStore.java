package io.github.tcib.size.layer;

import io.github.tcib.oci.DockerArchive;
import io.github.tcib.oci.ImageImport;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Images in one file, as {@code oci-archive:} and {@code docker-archive:} make it; they are unpacked into a layout to be read. */
public final class ArchiveStore implements ImageStore {

    private final Path file;
    private final boolean docker;
    private final Platform platform;
    private final Path directory;
    private final OciLayout layout;
    private final LayoutStore unpacked;

    private ArchiveStore(
            Path file, boolean docker, Platform platform, Path directory, OciLayout layout, LayoutStore unpacked) {
        this.file = file;
        this.docker = docker;
        this.platform = platform;
        this.directory = directory;
        this.layout = layout;
        this.unpacked = unpacked;
    }

    /**
     * Prepares for reading.
     *
     * @param docker whether it is a {@code docker-archive:}
     * @param directory where images are unpacked; the caller removes it
     */
    public static ArchiveStore open(Path file, boolean docker, Platform platform, Path directory) throws IOException {
        Path place = directory.resolve("archive");
        OciLayout layout = OciLayout.create(place);
        return new ArchiveStore(file, docker, platform, directory, layout, LayoutStore.open(place, platform));
    }

    @Override
    public Optional<StoredImage> find(String reference) throws IOException {
        LayoutImage image = docker
                ? new DockerArchive(file).copyTo(layout, Optional.of(reference), platform)
                : new ImageImport(layout, platform).copyFromArchive(file, Optional.of(reference), directory);
        layout.index().write(reference, image.manifest());
        return unpacked.find(reference);
    }

    @Override
    public InputStream open(StoredLayer layer) throws IOException {
        return unpacked.open(layer);
    }

    @Override
    public String description() {
        return "the archive " + file;
    }

    @Override
    public void close() {}
}
