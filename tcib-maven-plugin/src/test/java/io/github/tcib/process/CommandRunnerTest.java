package io.github.tcib.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandRunnerTest {

    private static final Duration NO_LIMIT = Duration.ZERO;

    private final CommandRunner runner = new CommandRunner(Duration.ofSeconds(2));
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void handsOnLinesOfBothStreamsAndTheExitCode() throws Exception {
        Outcome outcome = run(NO_LIMIT, "echo one; echo two >&2; printf 'thr\\ree'; exit 3");

        assertThat(outcome).isEqualTo(new Outcome.Exited(3));
        assertThat(out).containsExactly("one", "thr", "ee");
        assertThat(err).containsExactly("two");
    }

    @Test
    void givesTheCommandItsVariablesAndAnEmptyInput() throws Exception {
        Command command =
                new Command(List.of("sh", "-c", "echo $GREETING; read x || echo empty"), Map.of("GREETING", "hello"));

        runner.run(command, NO_LIMIT, out::add, err::add);

        assertThat(out).containsExactly("hello", "empty");
    }

    @Test
    void cutsLinesThatDoNotEnd() throws Exception {
        run(NO_LIMIT, "head -c 100000 /dev/zero | tr '\\0' x");

        assertThat(out).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(OutputLines.LONGEST));
        assertThat(String.join("", out)).hasSize(100000);
    }

    @Test
    void capturesOutputToTheLetter() throws Exception {
        CommandRunner.Captured captured = runner.capture(
                Command.of(
                        "sh", "-c", "printf 'a\\n\\nb\\r'; head -c 100000 /dev/zero | tr '\\0' x; echo no >&2; exit 2"),
                NO_LIMIT);

        assertThat(captured.out()).isEqualTo("a\n\nb\r" + "x".repeat(100000));
        assertThat(captured.err()).isEqualTo("no\n");
        assertThat(captured.outcome()).isEqualTo(new Outcome.Exited(2));
    }

    @Test
    void endsTheWholeTreeWhenTheTimeIsUp() throws Exception {
        Outcome outcome =
                run(Duration.ofMillis(500), "sleep 600 & echo $!; sh -c 'trap \"\" TERM; echo $$; sleep 600' & wait");

        assertThat(outcome).isEqualTo(new Outcome.TimedOut(Duration.ofMillis(500)));
        assertThat(out).hasSize(2).allSatisfy(CommandRunnerTest::assertGone);
    }

    @Test
    void endsTheWholeTreeWhenInterrupted() throws Exception {
        BlockingQueue<String> pids = new LinkedBlockingQueue<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            try {
                runner.run(Command.of("sh", "-c", "sleep 600 & echo $!; wait"), NO_LIMIT, pids::add, err::add);
            } catch (InterruptedException e) {
                interrupted.set(true);
            } catch (IOException e) {
                err.add(e.toString());
            }
        });
        thread.start();
        String child = pids.poll(30, TimeUnit.SECONDS);
        thread.interrupt();
        thread.join();

        assertThat(interrupted).isTrue();
        assertThat(child).isNotNull().satisfies(CommandRunnerTest::assertGone);
    }

    @Test
    void doesNotWaitForAChildThatKeepsTheStreamsOpen() throws Exception {
        Path pid = directory.resolve("pid");

        Outcome outcome = run(NO_LIMIT, "sleep 600 & echo $! > " + pid + "; echo done");

        assertThat(outcome).isEqualTo(new Outcome.Exited(0));
        assertThat(out).containsExactly("done");
        ProcessTree.of(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .orElseThrow())
                .end(Duration.ofSeconds(1));
    }

    @Test
    void saysThatACommandCannotBeStarted() {
        assertThatThrownBy(() -> runner.run(Command.of("/no/such/program"), NO_LIMIT, out::add, err::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
    }

    private Outcome run(Duration timeout, String script) throws Exception {
        return runner.run(Command.of("sh", "-c", script), timeout, out::add, err::add);
    }

    private static void assertGone(String pid) {
        assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                .isEmpty();
    }
}
