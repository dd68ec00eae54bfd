/**
 * Writes build contexts: each image's Containerfile and files in a directory of their own. Knows the model and the file system,
 * neither Maven nor engines.
 */
@NullMarked
package io.github.tcib.context;

import org.jspecify.annotations.NullMarked;
