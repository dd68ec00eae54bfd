package io.github.tcib.convert;

import io.github.tcib.model.ImageName;
import java.nio.file.Path;

/**
 * A Containerfile and the image it describes.
 *
 * @param image named after the directory, or after the file where the file name says it
 * @param file absolute
 * @param shown its name for messages
 */
record FoundContainerfile(ImageName image, Path file, String shown) {

    /** The directory that COPY and ADD take files from. */
    Path context() {
        return file.resolveSibling("");
    }
}
