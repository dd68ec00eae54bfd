/**
 * Packs bytes as DEFLATE (RFC 1951), fast rather than small, and to the same bytes on every machine. Knows nothing of files,
 * threads or what the bytes mean.
 */
@NullMarked
package io.github.tcib.deflate;

import org.jspecify.annotations.NullMarked;
