/**
 * The filters, tests and lookups of Jinja2 and Ansible, one small class a family. They know Python's values and ask an
 * {@link io.github.tcib.template.plugin.Engine} for the rest, but nothing of the syntax of templates; none of them reads
 * a file, opens a connection or runs a program. Internal to the template engine.
 */
@NullMarked
package io.github.tcib.template.plugin;

import org.jspecify.annotations.NullMarked;
