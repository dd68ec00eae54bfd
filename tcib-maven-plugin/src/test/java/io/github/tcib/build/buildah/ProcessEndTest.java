package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left, and what goes on, when the building JVM itself is ended. */
@Tag("buildah")
@Timeout(180)
class ProcessEndTest {

    private static final String SLEEP = "RUN echo x > /signal/fifo; sleep 600";

    @TempDir
    private Path directory;

    private BuildahFixture buildah;
    private Signal signal;

    @BeforeEach
    void open() throws Exception {
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        signal = Signal.create(directory.resolve("signal"));
    }

    @AfterEach
    void close() throws Exception {
        if (buildah != null) {
            buildah.close();
        }
    }

    /** A terminal sends the signal to the whole group of processes, a service manager to the first one only. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ctrlCLeavesNothingAndARerunGoesOn(boolean wholeGroup) throws Exception {
        Process jvm = start(SLEEP);
        signal.await();
        kill("INT", (wholeGroup ? "-" : "") + jvm.pid());

        assertThat(jvm.waitFor()).isEqualTo(130);
        buildah.assertNothingLeft();
        assertThat(Files.readString(directory.resolve("build-result.json")))
                .contains("\"interrupted\" : true", "\"status\" : \"built\"", "\"status\" : \"failed\"");

        assertThat(output(start("RUN true"))).contains("planned base: cached", "finished child built");
    }

    @Test
    void theNextBuildRemovesWhatAKilledOneLeft() throws Exception {
        Process jvm = start(SLEEP);
        signal.await();
        kill("KILL", String.valueOf(jvm.pid()));
        jvm.waitFor();
        assertThat(buildah.run("containers", "-q")).isNotEmpty();

        assertThat(output(start("RUN true"))).contains("planned base: cached", "finished child built");
        buildah.assertNothingLeft();
    }

    @Test
    void leavesContainersOfOthersAlone() throws Exception {
        String others = buildah.run("from", BuildahFixture.BASE);
        Process jvm = start(SLEEP);
        signal.await();
        kill("KILL", String.valueOf(jvm.pid()));
        jvm.waitFor();

        output(start("RUN true"));

        assertThat(buildah.run("containers", "--format", "{{.ContainerName}}", "--noheading"))
                .isEqualTo(others);
    }

    @Test
    void twoProcessesOnOneStoreWaitForEachOther() throws Exception {
        Signal go = Signal.create(directory.resolve("signal"), "go");
        Process first = start("RUN echo x > /signal/fifo; cat /signal/go");
        signal.await();
        Process second = start("RUN echo x > /signal/fifo; cat /signal/go");
        while (!Files.readString(directory.resolve("jvm-" + second.pid())).contains("waiting process " + first.pid())) {
            assertThat(second.isAlive()).isTrue();
            Thread.sleep(50);
        }
        go.send();

        assertThat(output(first)).contains("finished child built");
        assertThat(output(second)).contains("planned child: cached");
        buildah.assertNothingLeft();
    }

    /** The first and the second process replace an image each; neither the killed one nor the next may forget it. */
    @Test
    void theNextBuildRemovesWhatAKilledOneReplaced() throws Exception {
        assertThat(output(start("RUN true", "RUN true"))).contains("finished child built", "finished other built");
        Process jvm = start(SLEEP, "RUN echo 2");
        signal.await();
        while (!Files.readString(directory.resolve("jvm-" + jvm.pid())).contains("finished other built")) {
            assertThat(jvm.isAlive()).isTrue();
            Thread.sleep(50);
        }
        kill("KILL", String.valueOf(jvm.pid()));
        jvm.waitFor();
        assertThat(buildah.unnamed()).hasSize(1);

        assertThat(output(start("RUN echo 3", "RUN echo 2")))
                .contains("planned other: cached", "finished child built", "note removed 2 images");
        assertThat(buildah.unnamed()).isEmpty();
        buildah.assertNothingLeft();
    }

    private Process start(String... steps) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                // what runs in the background of a script begins with SIGINT ignored, and hands that on
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BuildMain.class.getName(),
                directory.resolve("store").toString(),
                directory.toString(),
                signal.volume()));
        command.addAll(List.of(steps));
        Path output = Files.createTempFile(directory, "output", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Files.createSymbolicLink(directory.resolve("jvm-" + process.pid()), output);
        return process;
    }

    private String output(Process process) throws Exception {
        int code = process.waitFor();
        String output = Files.readString(directory.resolve("jvm-" + process.pid()), StandardCharsets.UTF_8);
        assertThat(code).as(output).isZero();
        return output;
    }

    private static void kill(String name, String target) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor())
                .isZero();
    }
}
