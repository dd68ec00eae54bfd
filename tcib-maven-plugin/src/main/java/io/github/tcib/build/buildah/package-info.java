/**
 * The engine that runs buildah: its command lines, its store, its errors, and what it leaves behind. Knows nothing of the order
 * in which images are built.
 */
@NullMarked
package io.github.tcib.build.buildah;

import org.jspecify.annotations.NullMarked;
