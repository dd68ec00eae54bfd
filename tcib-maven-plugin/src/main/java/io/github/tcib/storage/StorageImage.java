package io.github.tcib.storage;

import io.github.tcib.file.ForeignFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An image of a store.
 *
 * @param config the file with its config
 * @param manifest the file with its manifest, whose layers are unpacked ones
 * @param layers bottom first
 */
public record StorageImage(Path config, Path manifest, List<StorageLayer> layers) {

    public StorageImage {
        layers = List.copyOf(layers);
    }

    public byte[] readConfig() throws IOException {
        return ForeignFile.read(config);
    }

    public byte[] readManifest() throws IOException {
        return ForeignFile.read(manifest);
    }
}
