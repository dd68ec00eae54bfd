/**
 * Runs parsed templates: scopes, loops, expressions, output. Sees variables only through {@link
 * io.github.tcib.template.eval.Variables} and does not know where values come from. Internal to the template engine.
 */
@NullMarked
package io.github.tcib.template.eval;

import org.jspecify.annotations.NullMarked;
