package io.github.tcib.size.layer;

/** An entry of a layer, as the overlay rules see it (OCI image-spec 1.1, layer.md). */
public sealed interface LayerEntry {

    /** Where it is: see {@link io.github.tcib.oci.RootPath}. */
    String path();

    /**
     * A regular file.
     *
     * @param index counts the files of the layer from 0; two paths with the same entry are hard links
     * @param size of its content in bytes
     */
    record File(String path, int index, long size, ContentHash hash) implements LayerEntry {}

    /** A second name of a file. */
    record HardLink(String path, String target) implements LayerEntry {}

    record Directory(String path) implements LayerEntry {}

    record Symlink(String path, String target) implements LayerEntry {}

    /** A device or a pipe. */
    record Special(String path) implements LayerEntry {}

    /** Takes away what lower layers have at the path. */
    record Whiteout(String path) implements LayerEntry {}

    /** Takes away what lower layers have in the directory. */
    record OpaqueDirectory(String path) implements LayerEntry {}
}
