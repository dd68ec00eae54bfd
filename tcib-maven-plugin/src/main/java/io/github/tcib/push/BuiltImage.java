package io.github.tcib.push;

import java.util.Optional;

/**
 * An image that a build made, as its results name it.
 *
 * @param name the image's name
 * @param reference what it was built as
 * @param parent the reference of what it is built on
 * @param digest of the manifest where it lies now, with {@code sha256:}; a packed layer gives it another in the registry
 * @param id of the image: the digest of its config, with {@code sha256:}
 */
public record BuiltImage(String name, String reference, Optional<String> parent, String digest, String id) {}
