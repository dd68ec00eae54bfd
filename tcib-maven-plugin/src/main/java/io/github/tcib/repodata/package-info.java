/**
 * Writes package repositories as createrepo_c does, for packages that are at hand. Knows package files and nothing of where they
 * come from or what they are for.
 */
@NullMarked
package io.github.tcib.repodata;

import org.jspecify.annotations.NullMarked;
