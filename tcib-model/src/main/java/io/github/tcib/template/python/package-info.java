/**
 * Data as Python sees it: values, their text, comparison, arithmetic, formatting, methods, literals, JSON and regular
 * expressions, because a template shows all of that. Knows nothing of templates, and bounds what it does by a {@link
 * io.github.tcib.template.python.Budget}. Internal to the template engine.
 */
@NullMarked
package io.github.tcib.template.python;

import org.jspecify.annotations.NullMarked;
