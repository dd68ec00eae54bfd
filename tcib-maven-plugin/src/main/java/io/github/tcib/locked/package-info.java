/**
 * From a lock to what RUN steps find: RPMs in a cache, small repositories of just these, and the check of what an image got.
 * Knows locks, packages and repositories, and nothing of engines, layouts or Maven.
 */
@NullMarked
package io.github.tcib.locked;

import org.jspecify.annotations.NullMarked;
