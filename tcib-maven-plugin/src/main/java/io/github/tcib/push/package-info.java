/**
 * Pushes a tree of built images: what is to be pushed and where to, each layer packed once, parents before children, and what
 * came of it. Knows nothing of Maven, nor of how images are built: it reads the build's results.
 */
@NullMarked
package io.github.tcib.push;

import org.jspecify.annotations.NullMarked;
