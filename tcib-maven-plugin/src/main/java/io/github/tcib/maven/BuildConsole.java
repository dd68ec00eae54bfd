package io.github.tcib.maven;

import io.github.tcib.build.BuildLog;
import io.github.tcib.console.PlainConsole;
import io.github.tcib.console.Sink;
import io.github.tcib.console.TerminalConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/** Chooses how a build is shown: on a terminal with a footer that moves, else line by line. */
final class BuildConsole {

    private BuildConsole() {}

    static BuildLog open(MavenSession session, Log log) {
        Sink lines = new MavenSink(log);
        boolean suitable = session.getRequest().isInteractiveMode()
                && TerminalConsole.isSuitable(
                        isTerminal(), session.getRequest().getDegreeOfConcurrency(), System.getenv());
        return suitable ? new TerminalConsole(System.out, lines) : new PlainConsole(lines);
    }

    /** Whether standard output is a terminal; where /proc does not tell, it is taken for none. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
