/**
 * What an image's RPM database says: which packages there are and which files they own. Knows nothing of images, layers or
 * reports.
 */
@NullMarked
package io.github.tcib.size.rpm;

import org.jspecify.annotations.NullMarked;
