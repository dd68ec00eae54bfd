package io.github.tcib.build;

import io.github.tcib.oci.RootFilesystem;

/** What containers of the images of a store would see, read from the store without one. */
public interface ImageFiles {

    /**
     * Opens an image.
     *
     * @param image what the engine found or built under the reference
     * @throws BuildFailure when it is not there any more, or cannot be read
     */
    RootFilesystem open(String reference, StoredImage image) throws BuildFailure, InterruptedException;
}
