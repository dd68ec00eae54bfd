/**
 * What TLS connections are made with: certificates and keys in PEM files. Knows files and nothing of who connects to whom.
 */
@NullMarked
package io.github.tcib.tls;

import org.jspecify.annotations.NullMarked;
