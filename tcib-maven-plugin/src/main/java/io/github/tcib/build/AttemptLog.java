package io.github.tcib.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.process.LastLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The log of an image: every attempt is appended under a header, and the last lines of the attempt are at hand. A log that
 * cannot be written, as on a full disk, does not stop the build.
 */
public final class AttemptLog implements AutoCloseable {

    private static final int LAST_LINES = 40;

    private final Path file;
    private final Consumer<String> warnings;
    private LastLines lastLines = new LastLines(LAST_LINES);
    private Optional<OutputStream> stream;

    public AttemptLog(Path file, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
        this.stream = open();
    }

    /** Begins an attempt. */
    public synchronized void begin(String header) {
        lastLines = new LastLines(LAST_LINES);
        writeLine("=== " + header);
    }

    /** Ends an attempt that failed. */
    public synchronized void fail(String why) {
        writeLine("=== failed: " + why);
    }

    /** Adds a line of output. */
    public synchronized void add(String line) {
        lastLines.accept(line);
        writeLine(line);
    }

    /** The last lines of the attempt so far. */
    public synchronized List<String> lastLines() {
        return lastLines.list();
    }

    @Override
    public synchronized void close() {
        stream.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                warn(e);
            }
        });
        stream = Optional.empty();
    }

    private Optional<OutputStream> open() {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            return Optional.of(Channels.newOutputStream(Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    AtomicFile.permissionsIn(file))));
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    /** Every line is written at once, so that the log can be followed and is complete when this process is killed. */
    private void writeLine(String line) {
        if (stream.isEmpty()) {
            return;
        }
        try {
            stream.get().write((line + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            warn(e);
            close();
        }
    }

    private void warn(IOException e) {
        warnings.accept(
                "the log " + file + " cannot be written, and the build goes on without it: " + FileFault.reasonOf(e));
    }
}
