package io.github.tcib.maven;

import io.github.tcib.console.Sink;
import org.apache.maven.plugin.logging.Log;

/** Maven's log as the place for a build's lines. */
record MavenSink(Log log) implements Sink {

    @Override
    public void info(String line) {
        log.info(line);
    }

    @Override
    public void warn(String line) {
        log.warn(line);
    }

    @Override
    public void error(String line) {
        log.error(line);
    }
}
