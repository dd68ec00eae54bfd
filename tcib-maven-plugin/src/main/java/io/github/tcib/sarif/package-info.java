/**
 * Writes findings as SARIF 2.1.0 (OASIS), which code scanning services read. Knows the findings only, not how they were found.
 */
@NullMarked
package io.github.tcib.sarif;

import org.jspecify.annotations.NullMarked;
