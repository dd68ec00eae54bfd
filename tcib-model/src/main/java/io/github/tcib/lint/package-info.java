/**
 * Judges a layout without building it: rules, severities and findings with their places. Knows how a layout is written and what
 * it renders to; how findings are shown is not its business.
 */
@NullMarked
package io.github.tcib.lint;

import org.jspecify.annotations.NullMarked;
