/**
 * Reads the images that buildah and podman keep (containers/storage, overlay driver), without asking them and without changing
 * anything. Knows nothing of builds, registries, or Maven; who uses it has another way for images it cannot read.
 */
@NullMarked
package io.github.tcib.storage;

import org.jspecify.annotations.NullMarked;
