/**
 * Images that lie in a registry, for measuring and for comparing with. The only package of the size report that knows
 * registries; knows nothing of Maven, nor of where credentials come from.
 */
@NullMarked
package io.github.tcib.size.remote;

import org.jspecify.annotations.NullMarked;
