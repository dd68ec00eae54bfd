/**
 * Makes new images of images whose packages are replaced by given RPMs or updated from repositories, and says what changed from
 * which version to which. Knows buildah's working containers, and nothing of layouts or Maven.
 */
@NullMarked
package io.github.tcib.patch;

import org.jspecify.annotations.NullMarked;
