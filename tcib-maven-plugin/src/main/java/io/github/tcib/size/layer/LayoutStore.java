package io.github.tcib.size.layer;

import io.github.tcib.oci.Compression;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Images in an OCI layout. Unlike the reader of images to build on, this one takes an image whose layers cannot all be read:
 * their sizes still count.
 */
public final class LayoutStore implements ImageStore {

    private static final String UNPACKED_LAYER = ".tar";

    private final OciLayout layout;
    private final ManifestReader reader;
    private final Map<Digest, Descriptor> blobs = new ConcurrentHashMap<>();

    private LayoutStore(OciLayout layout, Platform platform) {
        this.layout = layout;
        this.reader = new ManifestReader(
                new ManifestReader.Blobs() {
                    @Override
                    public byte[] readManifest(Descriptor manifest) throws IOException {
                        return layout.readJson(manifest);
                    }

                    @Override
                    public byte[] readConfig(Descriptor config) throws IOException {
                        return layout.readJson(config);
                    }
                },
                platform);
    }

    /** @throws OciException when the directory is not a layout */
    public static LayoutStore open(Path directory, Platform platform) throws IOException {
        return new LayoutStore(OciLayout.open(directory), platform);
    }

    @Override
    public Optional<StoredImage> find(String reference) throws IOException {
        Map<String, List<Descriptor>> index = layout.index().read();
        List<Descriptor> found = index.getOrDefault(reference, List.of());
        if (found.isEmpty()) {
            // archives of other tools name an image by its tag alone, or not at all
            found = index.getOrDefault(reference.substring(reference.lastIndexOf(':') + 1), List.of());
        }
        if (found.isEmpty() && index.size() == 1) {
            found = index.getOrDefault("", List.of());
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(read(reference, found.get(found.size() - 1)));
    }

    private StoredImage read(String reference, Descriptor descriptor) throws IOException {
        ManifestReader.Image image = reader.read(descriptor);
        List<StoredLayer> stored = new ArrayList<>();
        for (ManifestReader.Layer layer : image.layers()) {
            blobs.put(layer.diffId(), layer.blob());
            boolean packed = !layer.blob().mediaType().endsWith(UNPACKED_LAYER);
            stored.add(new StoredLayer(
                    layer.diffId(),
                    packed ? OptionalLong.of(layer.blob().size()) : OptionalLong.empty(),
                    layer.createdBy(),
                    layer.foreign() && !layout.has(layer.blob())));
        }
        return new StoredImage(reference, image.manifest().digest().toString(), stored);
    }

    @Override
    public InputStream open(StoredLayer layer) throws IOException {
        Descriptor blob = blobs.get(layer.diffId());
        if (blob == null) {
            throw new IllegalStateException("layer " + layer.diffId() + " is of no image that was found");
        }
        return Compression.unpack(layout.openBlob(blob));
    }

    @Override
    public String description() {
        return "the OCI layout " + layout.root();
    }

    @Override
    public void close() {}
}
