/**
 * What RPM says of packages: the database of an image, and package files with their headers and signatures. Knows nothing of
 * images, repositories or locks.
 */
@NullMarked
package io.github.tcib.rpm;

import org.jspecify.annotations.NullMarked;
