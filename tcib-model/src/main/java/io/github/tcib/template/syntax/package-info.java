/**
 * The text of a template made a syntax tree: source, lexer, parser, tree. Knows the shape of the language and which names
 * filters and tests have, but not what anything does. Internal to the template engine.
 */
@NullMarked
package io.github.tcib.template.syntax;

import org.jspecify.annotations.NullMarked;
