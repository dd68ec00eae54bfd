/**
 * Image registries: pulls base images through jib-core, whose transport and authentication are all that is used of it. Knows
 * layouts, but neither instructions nor Maven; credentials are handed in.
 */
@NullMarked
package io.github.tcib.registry;

import org.jspecify.annotations.NullMarked;
