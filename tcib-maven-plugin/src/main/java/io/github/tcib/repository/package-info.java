/**
 * Package repositories as dnf configures them: what {@code .repo} files name, and the state their metadata is in. Knows nothing
 * of images.
 */
@NullMarked
package io.github.tcib.repository;

import org.jspecify.annotations.NullMarked;
