/**
 * The embedded engine: builds images that only place files and set configuration, without root, daemon or buildah, with
 * buildah's semantics. Works on OCI layouts; of Maven and of the order in which images are built it knows nothing.
 */
@NullMarked
package io.github.tcib.build.jib;

import org.jspecify.annotations.NullMarked;
