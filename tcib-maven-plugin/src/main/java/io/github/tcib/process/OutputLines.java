package io.github.tcib.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.function.Consumer;

/** Splits a stream into lines; a carriage return ends a line too, since progress bars write nothing else. */
final class OutputLines implements CommandRunner.Output {

    /** Longer lines are cut in pieces, so that a stream without line ends does not fill the memory. */
    static final int LONGEST = 1 << 14;

    private final Consumer<String> lines;

    OutputLines(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void read(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        char[] buffer = new char[LONGEST];
        Reader reader = new InputStreamReader(stream, UTF_8);
        try {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    append(line, buffer[i]);
                }
            }
        } finally {
            flush(line);
        }
    }

    private void append(StringBuilder line, char next) {
        if (next == '\n' || next == '\r') {
            flush(line);
            return;
        }
        line.append(next);
        if (line.length() >= LONGEST) {
            flush(line);
        }
    }

    private void flush(StringBuilder line) {
        if (line.length() > 0) {
            lines.accept(line.toString());
            line.setLength(0);
        }
    }
}
