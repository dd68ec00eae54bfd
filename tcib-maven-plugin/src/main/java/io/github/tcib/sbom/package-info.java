/**
 * Bills of materials: what RPM says an image holds, as CycloneDX. Knows RPM's databases, root filesystems and the library of
 * CycloneDX, which no other package sees; nothing of engines, locks, or Maven.
 */
@NullMarked
package io.github.tcib.sbom;

import org.jspecify.annotations.NullMarked;
