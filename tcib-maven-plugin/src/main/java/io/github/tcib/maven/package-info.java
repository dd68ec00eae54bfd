/**
 * The goals: one thin mojo each, with its parameters, and the adapters to Maven's log and settings. The only package that
 * knows Maven.
 */
@NullMarked
package io.github.tcib.maven;

import org.jspecify.annotations.NullMarked;
