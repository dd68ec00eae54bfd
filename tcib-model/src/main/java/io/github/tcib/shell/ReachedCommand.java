package io.github.tcib.shell;

/** A command of a script, and whether it is run. */
public record ReachedCommand(ShellCommand command, Reach reach) {}
