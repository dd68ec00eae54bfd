/**
 * Turns Containerfiles into a layout: what a variable can say becomes one, the rest stays an action and is reported. Knows
 * Containerfiles and how layouts are written; it neither renders a layout nor knows Maven.
 */
@NullMarked
package io.github.tcib.convert;

import org.jspecify.annotations.NullMarked;
