/**
 * The messages that users can meet, read out of the source: that a test meets each of them, and the page that lists them. Knows
 * the source text and the compiler's tree of it, and no class of the plugin.
 */
package io.github.tcib.messages;
