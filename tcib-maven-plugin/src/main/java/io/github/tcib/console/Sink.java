package io.github.tcib.console;

/** Where lines for people go, such as a log. Called from several threads, one at a time. */
public interface Sink {

    void info(String line);

    void warn(String line);

    void error(String line);
}
