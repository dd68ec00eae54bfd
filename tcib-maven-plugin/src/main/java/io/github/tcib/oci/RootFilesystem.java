package io.github.tcib.oci;

import java.io.IOException;
import java.util.Optional;

/** What the layers of an image come to, seen through one path at a time. */
public interface RootFilesystem {

    /**
     * What stands at a path; a symbolic link is not followed, not even in the middle.
     *
     * @param path plain, see {@link RootPath}
     * @throws IOException when a layer cannot be read
     */
    Optional<Node> lookup(String path) throws IOException;
}
