/**
 * Where the bytes of a set of images are: figures, comparison with a baseline, budgets. Knows nothing of Maven, of how images
 * are built, nor of how reports look.
 */
@NullMarked
package io.github.tcib.size;

import org.jspecify.annotations.NullMarked;
