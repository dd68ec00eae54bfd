/**
 * Jinja2 as Ansible speaks it, over the variables of an image; this package is its face, the packages below it are its
 * inside ({@code syntax} makes trees of texts, {@code eval} runs them with the filters, tests and lookups of {@code
 * plugin}, {@code python} is the data all of them speak of). Knows values and places, but nothing of layouts, images or
 * files; runs no code and reads no file.
 */
@NullMarked
package io.github.tcib.template;

import org.jspecify.annotations.NullMarked;
