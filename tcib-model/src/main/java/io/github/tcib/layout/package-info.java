/**
 * Reads a layout: directories, the image list, merged variables with their places, and makes image definitions of them. Knows
 * the model and the templates; what becomes of the definitions, and Maven, it does not know.
 */
@NullMarked
package io.github.tcib.layout;

import org.jspecify.annotations.NullMarked;
