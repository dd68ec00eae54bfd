package io.github.tcib.console;

import static java.util.stream.Collectors.joining;

import io.github.tcib.build.BuildLog;
import io.github.tcib.build.BuildPlan;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageResult;
import io.github.tcib.model.ImageName;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows a build on a terminal: the plain lines, and below them one that says what is at work right now. */
public final class TerminalConsole implements BuildLog, AutoCloseable {

    private static final String CLEAR = "\r\u001b[K";
    private static final int WIDTH = 79;

    private final PrintStream terminal;
    private final PlainConsole plain;
    private final Map<ImageName, Long> running = new LinkedHashMap<>();
    private final ScheduledExecutorService timer;
    private Progress progress = new Progress(0, 0);

    /**
     * @param terminal where the footer goes
     * @param sink where the lines go; it writes to the same terminal
     */
    @SuppressWarnings("FutureReturnValueIgnored") // drawing goes on until the timer is shut down
    public TerminalConsole(PrintStream terminal, Sink sink) {
        this.terminal = terminal;
        this.plain = new PlainConsole(new AboveFooter(sink));
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tcib footer");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::draw, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Whether a footer does more good than harm: on a terminal that understands it, with nobody else writing, and not in CI.
     *
     * @param isTerminal whether the output goes to a terminal
     * @param mavenThreads how many modules Maven builds at once
     * @param environment the variables of this process
     */
    public static boolean isSuitable(boolean isTerminal, int mavenThreads, Map<String, String> environment) {
        return isTerminal
                && mavenThreads <= 1
                && environment.getOrDefault("CI", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    @Override
    public synchronized void waitingForStore(String holder) {
        plain.waitingForStore(holder);
    }

    @Override
    public synchronized void planned(BuildPlan plan) {
        progress = new Progress(0, plan.toBuild().size());
        plain.planned(plan);
    }

    @Override
    public synchronized void started(ImageName image) {
        running.put(image, System.nanoTime());
        draw();
    }

    @Override
    public synchronized void retrying(ImageName image, int attempt, Duration wait, String why) {
        plain.retrying(image, attempt, wait, why);
    }

    /** Nothing: the footer shows it all the time. */
    @Override
    public synchronized void stillRunning(List<RunningImage> atWork, Progress now) {}

    @Override
    public synchronized void finished(ImageResult result, Progress now) {
        running.remove(result.image());
        progress = now;
        plain.finished(result, now);
    }

    @Override
    public synchronized void warning(String message) {
        plain.warning(message);
    }

    @Override
    public synchronized void note(String message) {
        plain.note(message);
    }

    @Override
    public synchronized void ended(BuildResult result) {
        close();
        plain.ended(result);
    }

    /** Takes the footer away. */
    @Override
    public synchronized void close() {
        timer.shutdownNow();
        running.clear();
        clear();
    }

    private synchronized void draw() {
        if (running.isEmpty()) {
            return;
        }
        String text = "[" + progress.done() + "/" + progress.total() + "] "
                + running.entrySet().stream()
                        .map(entry -> entry.getKey() + " "
                                + Duration.ofNanos(System.nanoTime() - entry.getValue())
                                        .toSeconds()
                                + " s")
                        .collect(joining(", "));
        terminal.print(CLEAR + (text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…"));
        terminal.flush();
    }

    private void clear() {
        terminal.print(CLEAR);
        terminal.flush();
    }

    private final class AboveFooter implements Sink {

        private final Sink sink;

        AboveFooter(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void info(String line) {
            clear();
            sink.info(line);
            draw();
        }

        @Override
        public void warn(String line) {
            clear();
            sink.warn(line);
            draw();
        }

        @Override
        public void error(String line) {
            clear();
            sink.error(line);
            draw();
        }
    }
}
