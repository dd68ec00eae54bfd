package io.github.tcib.size.layer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where images are. */
public interface ImageStore extends Closeable {

    /**
     * The image of that reference.
     *
     * @return nothing when the store has no such image
     * @throws IOException when the image is damaged
     */
    Optional<StoredImage> find(String reference) throws IOException;

    /**
     * Opens a layer of an image that was found here as a tar file, unpacked. Several threads may do so.
     *
     * @throws IOException when it is missing or damaged; damage may show only in the end
     */
    InputStream open(StoredLayer layer) throws IOException;

    /**
     * Opens a layer another way, when what {@link #open} gave turned out to be wrong.
     *
     * @param because what was wrong
     * @throws IOException the same, when there is no other way
     */
    default InputStream openAgain(StoredLayer layer, IOException because) throws IOException {
        throw because;
    }

    /** What to do about an image that is not there, after {@code ; }. */
    default String remedy() {
        return "build it again";
    }

    /** What to call the store in a message. */
    String description();
}
