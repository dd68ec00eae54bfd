/**
 * Takes the shell text of RUN apart: simple commands, and among them those that install or remove packages. Knows text only:
 * images, layouts and Containerfiles are not its business.
 */
@NullMarked
package io.github.tcib.shell;

import org.jspecify.annotations.NullMarked;
