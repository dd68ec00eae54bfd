/**
 * Images as the OCI image-spec has them: layouts on disk, manifests and configs as raw JSON, layers as tar files, and the
 * archives other tools write. Knows nothing of how images are built, of registries, or of Maven.
 */
@NullMarked
package io.github.tcib.oci;

import org.jspecify.annotations.NullMarked;
