package io.github.tcib.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.process.LastLines;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The log of an image: every attempt is appended under a header, and the last lines of the attempt are at hand. A log that
 * cannot be written, as on a full disk, does not stop the build.
 */
final class AttemptLog implements AutoCloseable {

    private static final int LAST_LINES = 40;

    private final Path file;
    private final Consumer<String> warnings;
    private LastLines lastLines = new LastLines(LAST_LINES);
    private Optional<Writer> writer;

    AttemptLog(Path file, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
        this.writer = open();
    }

    /** Begins an attempt. */
    synchronized void begin(String header) {
        lastLines = new LastLines(LAST_LINES);
        writeLine("=== " + header);
    }

    /** Adds a line of output. */
    synchronized void add(String line) {
        lastLines.accept(line);
        writeLine(line);
    }

    /** The last lines of the attempt so far. */
    synchronized List<String> lastLines() {
        return lastLines.list();
    }

    @Override
    public synchronized void close() {
        writer.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                warn(e);
            }
        });
        writer = Optional.empty();
    }

    private Optional<Writer> open() {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            return Optional.of(
                    Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    /** Every line is flushed, so that the log can be followed and is complete when this process is killed. */
    private void writeLine(String line) {
        if (writer.isEmpty()) {
            return;
        }
        try {
            writer.get().append(line).append('\n').flush();
        } catch (IOException e) {
            warn(e);
            writer = Optional.empty();
        }
    }

    private void warn(IOException e) {
        warnings.accept("the log " + file + " cannot be written, and the build goes on without it: " + e.getMessage());
    }
}
