/**
 * Compares locks: which packages change in which images, and which images are built anew; as text, Markdown and JSON. Knows locks
 * only: not how they were made, nor what is in a store.
 */
@NullMarked
package io.github.tcib.lock.diff;

import org.jspecify.annotations.NullMarked;
