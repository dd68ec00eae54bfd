package io.github.tcib.push;

import io.github.tcib.oci.Platform;
import java.util.Optional;

/**
 * An image that a build made, as its results name it.
 *
 * @param name the image's name
 * @param reference what it was built as
 * @param parent the reference of what it is built on
 * @param digest of the manifest where it lies now, with {@code sha256:}; a packed layer gives it another in the registry
 * @param id of the image: the digest of its config, with {@code sha256:}
 * @param part of which index it is, when the build was for several platforms
 */
public record BuiltImage(
        String name, String reference, Optional<String> parent, String digest, String id, Optional<Part> part) {

    /** An image of a build for one platform. */
    public BuiltImage(String name, String reference, Optional<String> parent, String digest, String id) {
        this(name, reference, parent, digest, id, Optional.empty());
    }

    /**
     * What makes an image a part of an index.
     *
     * @param platform what it is for
     * @param index the reference of the index
     */
    public record Part(Platform platform, String index) {}

    /** The reference that users know it by. */
    String publicReference() {
        return part.map(Part::index).orElse(reference);
    }

    /** What it is called on the console. */
    public String title() {
        return name + part.map(there -> " (" + there.platform() + ")").orElse("");
    }
}
