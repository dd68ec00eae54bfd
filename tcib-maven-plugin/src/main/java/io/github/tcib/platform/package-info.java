/**
 * A tree that is built for several platforms: which platforms there are, what their images and directories are called, whether
 * this machine can run their steps, and their results in one file. Knows no engine, no registry and no Maven.
 */
@NullMarked
package io.github.tcib.platform;

import org.jspecify.annotations.NullMarked;
