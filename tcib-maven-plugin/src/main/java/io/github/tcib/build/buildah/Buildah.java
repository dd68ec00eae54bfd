package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.process.Command;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.process.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The buildah program: makes its command lines and runs its short commands. */
final class Buildah {

    /** A short command may wait for one that holds the lock of the store, such as a large commit. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** How seldom a program written in Go collects garbage: the percentage by which its memory may grow meanwhile. */
    private static final String COLLECTION = "GOGC";

    /** Its processes are short and small, and collecting is a good part of what they do; this costs a few MB. */
    private static final String SELDOM = "400";

    private final BuildahSettings.Program program;
    private final CommandRunner runner;

    Buildah(BuildahSettings.Program program, CommandRunner runner) {
        this.program = program;
        this.runner = runner;
    }

    /** What a short command printed. */
    record Answer(Outcome outcome, String out, String err) {

        boolean isSuccess() {
            return outcome instanceof Outcome.Exited exited && exited.isSuccess();
        }

        /** What went wrong, in buildah's words. */
        String complaint() {
            if (!err.isBlank()) {
                return BuildahErrors.reasonIn(err.lines().toList());
            }
            return "it ended without a word ("
                    + (outcome instanceof Outcome.Exited exited
                            ? "exit code " + exited.code()
                            : "after " + LONGEST.toSeconds() + " s")
                    + ")";
        }
    }

    /** A command line of buildah. */
    Command command(List<String> arguments, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        words.add(program.executable());
        words.addAll(program.globalArguments());
        words.addAll(arguments);
        return new Command(words, withCollection(environment));
    }

    /** What the user has set holds. */
    private static Map<String, String> withCollection(Map<String, String> environment) {
        if (System.getenv(COLLECTION) != null) {
            return environment;
        }
        Map<String, String> all = new HashMap<>(environment);
        all.put(COLLECTION, SELDOM);
        return all;
    }

    /** Runs a short command, whatever comes of it. */
    Answer ask(String... arguments) throws BuildFailure, InterruptedException {
        return ask(List.of(arguments));
    }

    /** Runs a short command, whatever comes of it. */
    Answer ask(List<String> arguments) throws BuildFailure, InterruptedException {
        return ask(arguments, Map.of());
    }

    private Answer ask(List<String> arguments, Map<String, String> environment)
            throws BuildFailure, InterruptedException {
        try {
            CommandRunner.Captured captured = runner.capture(command(arguments, environment), LONGEST);
            return new Answer(captured.outcome(), captured.out(), captured.err());
        } catch (IOException e) {
            throw BuildahErrors.notStarted(program.executable(), e);
        }
    }

    /** Runs a short command that has to succeed, and gives what it printed. */
    String read(String... arguments) throws BuildFailure, InterruptedException {
        return read(List.of(arguments));
    }

    /** Runs a short command that has to succeed, and gives what it printed. */
    String read(List<String> arguments) throws BuildFailure, InterruptedException {
        return read(arguments, Map.of());
    }

    /** Runs a short command that has to succeed, with some environment variables, and gives what it printed. */
    String read(List<String> arguments, Map<String, String> environment) throws BuildFailure, InterruptedException {
        Answer answer = ask(arguments, environment);
        if (!answer.isSuccess()) {
            String display = command(arguments, Map.of()).display();
            throw new BuildFailure(
                    BuildahErrors.kindOf(answer.err().lines().toList()),
                    answer.complaint() + " (" + display + ")",
                    java.util.Optional.of(display));
        }
        return answer.out();
    }
}
