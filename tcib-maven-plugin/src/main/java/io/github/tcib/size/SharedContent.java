package io.github.tcib.size;

import java.util.List;

/**
 * The same content in layers of several images that are built on one parent.
 *
 * @param parent the parent's name; empty for images without one among those measured
 * @param path of the content in the first of the images
 * @param bytes of the content, once
 * @param images that have it, sorted
 * @param siblings how many images are built on the parent
 */
public record SharedContent(String parent, String path, long bytes, List<String> images, int siblings) {

    public SharedContent {
        images = List.copyOf(images);
    }

    /** What the set gets smaller by when the parent has it instead. */
    public long savedBytes() {
        return bytes * (images.size() - 1);
    }
}
