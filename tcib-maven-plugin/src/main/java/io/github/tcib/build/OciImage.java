package io.github.tcib.build;

import java.nio.file.Path;

/**
 * An image in an OCI layout directory (OCI image-spec, image-layout.md).
 *
 * @param layout the directory that holds {@code index.json}
 * @param name the image's {@code org.opencontainers.image.ref.name} there
 */
public record OciImage(Path layout, String name) {}
