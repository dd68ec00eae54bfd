/**
 * RPM's own files: what an image's package database says, what a package file is, and which of two versions is newer. Knows
 * nothing of images, layers or reports.
 */
@NullMarked
package io.github.tcib.rpm;

import org.jspecify.annotations.NullMarked;
