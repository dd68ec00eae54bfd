/**
 * Jinja2 as Ansible speaks it, over the variables of an image: lexer, parser to a sealed syntax tree, evaluator, filters,
 * tests and lookups. Knows values and places, but nothing of layouts, images or files; runs no code and reads no file.
 */
@NullMarked
package io.github.tcib.template;

import org.jspecify.annotations.NullMarked;
