/**
 * Builds a tree of images: the plan and its keys, the scheduler, the contract of the engines, the events of the log and the
 * results. Knows no engine, no console and no Maven.
 */
@NullMarked
package io.github.tcib.build;

import org.jspecify.annotations.NullMarked;
