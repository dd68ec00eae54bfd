/** Writes files whole or not at all. Knows the file system and nothing else of this plugin. */
@NullMarked
package io.github.tcib.file;

import org.jspecify.annotations.NullMarked;
