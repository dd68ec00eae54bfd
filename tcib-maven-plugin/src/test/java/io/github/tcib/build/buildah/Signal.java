package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pipe between a test and a RUN step: the one blocks until the other is there. */
final class Signal {

    private final Path pipe;

    private Signal(Path pipe) {
        this.pipe = pipe;
    }

    /** Makes the pipe that steps see as {@code /signal/fifo}. */
    static Signal create(Path directory) throws Exception {
        return create(directory, "fifo");
    }

    static Signal create(Path directory, String name) throws Exception {
        Path pipe = Files.createDirectories(directory).resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return new Signal(pipe);
    }

    /** The volume that brings the pipe to the steps; as a cache it is no part of keys. */
    String volume() {
        return pipe.getParent() + ":/signal:rw";
    }

    /** Waits for a step to write. */
    void await() throws IOException {
        Files.readString(pipe);
    }

    /** Lets a step go on that reads. */
    void send() throws IOException {
        Files.writeString(pipe, "go");
    }
}
