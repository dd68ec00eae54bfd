/**
 * Writes instructions as a Containerfile. Knows the model only: where instructions come from and who builds them is not its
 * business.
 */
@NullMarked
package io.github.tcib.containerfile;

import org.jspecify.annotations.NullMarked;
