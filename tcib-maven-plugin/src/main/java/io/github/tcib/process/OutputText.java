package io.github.tcib.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Keeps a stream as text. */
final class OutputText implements CommandRunner.Output {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    @Override
    public void read(InputStream stream) throws IOException {
        stream.transferTo(content);
    }

    /** What was read so far. */
    String text() {
        return content.toString(UTF_8);
    }
}
