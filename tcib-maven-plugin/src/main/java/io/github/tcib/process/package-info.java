/**
 * Runs commands: argument lists without a shell, a time limit, and an end for all their processes. Knows nothing of images or
 * builds.
 */
@NullMarked
package io.github.tcib.process;

import org.jspecify.annotations.NullMarked;
