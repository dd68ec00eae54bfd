/**
 * The lock: which packages, to the byte, every image of the tree gets, and the file that keeps it. Knows what is locked and not
 * how it was resolved, fetched or built.
 */
@NullMarked
package io.github.tcib.lock;

import org.jspecify.annotations.NullMarked;
