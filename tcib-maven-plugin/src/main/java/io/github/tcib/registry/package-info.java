/**
 * Talks to registries: references, credentials, trust, and the requests of the OCI distribution-spec, retried where that is
 * safe. Knows nothing of Maven, of builds, or of which images are pushed.
 */
@NullMarked
package io.github.tcib.registry;

import org.jspecify.annotations.NullMarked;
