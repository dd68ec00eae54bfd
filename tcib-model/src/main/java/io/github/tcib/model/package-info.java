/**
 * What is known of images: names, references, instructions, definitions, their graph, and the places in files they came
 * from. Immutable values only: this package reads no file, renders no template and depends on no other package.
 */
@NullMarked
package io.github.tcib.model;

import org.jspecify.annotations.NullMarked;
