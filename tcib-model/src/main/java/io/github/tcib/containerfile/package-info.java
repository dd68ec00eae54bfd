/**
 * Containerfiles as text: writes instructions, reads them, and takes their arguments apart as buildah does. Knows the model
 * only: where instructions come from and who builds them is not its business.
 */
@NullMarked
package io.github.tcib.containerfile;

import org.jspecify.annotations.NullMarked;
