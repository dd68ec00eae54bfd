package io.github.tcib.size.layer;

import io.github.tcib.oci.Digest;
import java.util.List;

/**
 * What a layer holds.
 *
 * @param diffId digest of the unpacked tar file
 * @param tarBytes size of the unpacked tar file
 * @param packedBytes size of the layer as it is, or would be, sent over the network: see {@link StoredLayer#packedBytes}
 * @param entries in the order of the tar file
 */
public record LayerContents(Digest diffId, long tarBytes, long packedBytes, List<LayerEntry> entries) {

    public LayerContents {
        entries = List.copyOf(entries);
    }

    /** Its regular files; the index of each is its place in the list. */
    public List<LayerEntry.File> files() {
        return entries.stream()
                .filter(LayerEntry.File.class::isInstance)
                .map(LayerEntry.File.class::cast)
                .toList();
    }

    /** Bytes of the tar file that are no content of a file: headers, padding, the end. */
    public long overheadBytes() {
        return tarBytes - files().stream().mapToLong(LayerEntry.File::size).sum();
    }
}
