/**
 * Writes a size report for people and for tools: console, JSON, Markdown, JUnit XML, CSV, HTML. Computes no figure that the
 * report does not have, and knows nothing of images or Maven.
 */
@NullMarked
package io.github.tcib.size.report;

import org.jspecify.annotations.NullMarked;
