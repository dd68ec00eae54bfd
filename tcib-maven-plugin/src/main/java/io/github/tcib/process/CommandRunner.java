package io.github.tcib.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs commands and hands on what they print, line by line. */
public final class CommandRunner {

    /** How long output may still come after a command has ended, from children it left behind. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Duration grace;

    /** @param grace how long processes have to end themselves before they are killed */
    public CommandRunner(Duration grace) {
        this.grace = grace;
    }

    /**
     * Runs a command to its end. When the time is up or the thread is interrupted, the command and all its descendants are
     * ended.
     *
     * @param timeout how long it may take; zero for no limit
     * @param out gets each line of standard output, on another thread
     * @param err gets each line of standard error, on another thread
     * @throws IOException when the command cannot be started
     */
    public Outcome run(Command command, Duration timeout, Consumer<String> out, Consumer<String> err)
            throws IOException, InterruptedException {
        return execute(command, timeout, new OutputLines(out), new OutputLines(err));
    }

    /**
     * Runs a command to its end and keeps what it prints, to the letter. Timeout and interrupt end it as in {@link #run}.
     *
     * @param timeout how long it may take; zero for no limit
     * @throws IOException when the command cannot be started
     */
    public Captured capture(Command command, Duration timeout) throws IOException, InterruptedException {
        OutputText out = new OutputText();
        OutputText err = new OutputText();
        Outcome outcome = execute(command, timeout, out, err);
        return new Captured(outcome, out.text(), err.text());
    }

    /** How a command ended, and what it printed. */
    public record Captured(Outcome outcome, String out, String err) {}

    /** Reads an output of a command to its end. */
    interface Output {
        void read(InputStream stream) throws IOException;
    }

    private Outcome execute(Command command, Duration timeout, Output out, Output err)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.words());
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        try (InputStream outStream = process.getInputStream();
                InputStream errStream = process.getErrorStream()) {
            process.getOutputStream().close();
            Thread outReader = reading(outStream, out);
            Thread errReader = reading(errStream, err);
            boolean ended = waitFor(process, timeout);
            if (!ended) {
                ProcessTree.of(process.toHandle()).end(grace);
            }
            long deadline = System.nanoTime() + LAST_WORDS.toNanos();
            join(outReader, deadline);
            join(errReader, deadline);
            return ended ? new Outcome.Exited(process.exitValue()) : new Outcome.TimedOut(timeout);
        } catch (InterruptedException e) {
            ProcessTree.of(process.toHandle()).end(grace);
            throw e;
        }
    }

    private static boolean waitFor(Process process, Duration timeout) throws InterruptedException {
        if (timeout.isZero()) {
            process.waitFor();
            return true;
        }
        return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void join(Thread thread, long deadline) throws InterruptedException {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }

    private static Thread reading(InputStream stream, Output output) {
        Thread thread = new Thread(
                () -> {
                    try {
                        output.read(stream);
                    } catch (IOException e) {
                        // The command is over and its streams are closed: there is nothing left to read.
                    }
                },
                "command output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
