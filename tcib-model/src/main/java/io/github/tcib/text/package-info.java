/**
 * Makes text of others fit to print. Knows nothing of where it comes from.
 */
@NullMarked
package io.github.tcib.text;

import org.jspecify.annotations.NullMarked;
