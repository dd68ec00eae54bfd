/**
 * Makes a lock: what the RUN steps of a tree of images ask of dnf, and what the dnf of the base image answers. Knows nothing of
 * downloading packages or building images.
 */
@NullMarked
package io.github.tcib.lock.resolve;

import org.jspecify.annotations.NullMarked;
