/**
 * Reads each layer of a set of images once, from wherever the images are, and remembers what was in it by diffID. Knows
 * nothing of how layers come to images, nor of figures and reports.
 */
@NullMarked
package io.github.tcib.size.layer;

import org.jspecify.annotations.NullMarked;
