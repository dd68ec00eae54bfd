/**
 * Draws the tree of images: on the console, for graphviz and mermaid, as JSON and as SVG. Knows the model and the results of a
 * build as they lie on disk; it neither reads layouts nor builds.
 */
@NullMarked
package io.github.tcib.tree;

import org.jspecify.annotations.NullMarked;
