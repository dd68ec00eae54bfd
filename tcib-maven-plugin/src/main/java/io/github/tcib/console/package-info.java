/**
 * Shows the events of a build to people, as plain lines or with a live footer on a terminal. Knows the events only, not what
 * causes them.
 */
@NullMarked
package io.github.tcib.console;

import org.jspecify.annotations.NullMarked;
