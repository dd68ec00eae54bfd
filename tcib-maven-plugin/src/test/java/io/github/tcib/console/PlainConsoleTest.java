package io.github.tcib.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.BuildLog.Progress;
import io.github.tcib.build.BuildLog.RunningImage;
import io.github.tcib.build.BuildPlan;
import io.github.tcib.build.BuildPlan.PlannedImage;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageKey;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.ImageResult.Effort;
import io.github.tcib.build.ImageResult.Failure;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.build.StoredImage;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlainConsoleTest {

    private static final Path LOGS = Path.of("/project/target/tcib/logs");

    private final List<String> lines = new ArrayList<>();
    private final Sink sink = new Sink() {
        @Override
        public void info(String line) {
            lines.add("INFO  " + line);
        }

        @Override
        public void warn(String line) {
            lines.add("WARN  " + line);
        }

        @Override
        public void error(String line) {
            lines.add("ERROR " + line);
        }
    };

    @Test
    void showsAWholeBuildAsPlainLines() throws Exception {
        play(new PlainConsole(sink));

        assertThat(lines).containsExactlyElementsOf(golden("plain.log"));
    }

    @Test
    void showsThePlanInFull() throws Exception {
        assertThat(PlanText.full(plan())).containsExactlyElementsOf(golden("plan.log"));
    }

    @Test
    void aFooterShowsWhatIsAtWorkAndGoesAwayAtTheEnd() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();

        play(new TerminalConsole(new PrintStream(terminal, true, UTF_8), sink));

        assertThat(terminal.toString(UTF_8))
                .contains("\r\u001b[K[0/4] base 0 s")
                .endsWith("\r\u001b[K");
        assertThat(lines).contains("INFO  [1/4] base      built       42.1 s     318 MB");
    }

    @Test
    void aFooterIsForTerminalsOnly() {
        Map<String, String> terminal = Map.of("TERM", "xterm");
        assertThat(TerminalConsole.isSuitable(true, 1, terminal)).isTrue();
        assertThat(TerminalConsole.isSuitable(false, 1, terminal)).isFalse();
        assertThat(TerminalConsole.isSuitable(true, 2, terminal)).isFalse();
        assertThat(TerminalConsole.isSuitable(true, 1, Map.of("TERM", "dumb"))).isFalse();
        assertThat(TerminalConsole.isSuitable(true, 1, Map.of("TERM", "xterm", "CI", "true")))
                .isFalse();
    }

    private static void play(io.github.tcib.build.BuildLog console) {
        ImageResult base = result("base", ImageStatus.BUILT, "not in store", 42_100, 1, Optional.empty());
        ImageResult api = result("nova-api", ImageStatus.BUILT, "file motd changed", 123_000, 2, Optional.empty());
        ImageResult compute = result(
                "compute",
                ImageStatus.FAILED,
                "building at STEP \"RUN false\": exit status 1 (exit code 1)",
                900,
                1,
                Optional.of(new Failure(
                        List.of("STEP 2/2: RUN false", "Error: it failed"), Optional.of("buildah bud 'a b'"))));
        ImageResult agent = result("agent", ImageStatus.SKIPPED, "parent compute failed", 0, 0, Optional.empty());
        ImageResult os = result("os", ImageStatus.CACHED, "", 0, 0, Optional.empty());
        ImageResult redis = result("redis", ImageStatus.EXCLUDED, "EL10 uses valkey", 0, 0, Optional.empty());

        console.waitingForStore("process 4711, which builds into the same image store (/store)");
        console.warning("the state of repository appstream cannot be found out, so images with RUN steps are built");
        console.planned(plan());
        console.started(new ImageName("base"));
        console.finished(base, new Progress(1, 4));
        console.started(new ImageName("nova-api"));
        console.started(new ImageName("compute"));
        console.stillRunning(
                List.of(
                        new RunningImage(new ImageName("nova-api"), Duration.ofSeconds(61)),
                        new RunningImage(new ImageName("compute"), Duration.ofMillis(200))),
                new Progress(1, 4));
        console.retrying(new ImageName("nova-api"), 1, Duration.ofMillis(2345), "Status code: 503");
        console.finished(compute, new Progress(2, 4));
        console.finished(agent, new Progress(3, 4));
        console.finished(api, new Progress(4, 4));
        console.ended(new BuildResult(
                List.of(base, os, compute, agent, api, redis),
                List.of(new ImageName("base"), new ImageName("nova-api")),
                Duration.ofSeconds(170),
                false));
    }

    private static BuildPlan plan() {
        return new BuildPlan(List.of(
                planned("base", List.of("not in store")),
                planned("os", List.of()),
                planned("compute", List.of("parent base changed")),
                planned("agent", List.of("parent compute changed")),
                planned("nova-api", List.of("parent base changed"))));
    }

    private static PlannedImage planned(String name, List<String> reasons) {
        ImageDefinition image = new ImageDefinition(
                new ImageName(name),
                name,
                "localhost/" + name + ":1",
                new Parent.External("base:1"),
                List.of(),
                List.of(),
                Location.of("x.yaml"));
        return new PlannedImage(
                image,
                new ImageKey(List.of(), new TreeMap<>()),
                reasons,
                reasons.isEmpty() ? Optional.of(stored()) : Optional.empty());
    }

    private static ImageResult result(
            String name, ImageStatus status, String reason, long millis, int attempts, Optional<Failure> failure) {
        return new ImageResult(
                new ImageName(name),
                Optional.of("localhost/" + name + ":1"),
                Optional.of("base:1"),
                status,
                reason,
                status == ImageStatus.BUILT || status == ImageStatus.CACHED ? Optional.of(stored()) : Optional.empty(),
                attempts == 0
                        ? Optional.empty()
                        : Optional.of(new Effort(
                                "buildah", Duration.ofMillis(millis), attempts, LOGS.resolve(name + ".log"))),
                failure);
    }

    private static StoredImage stored() {
        return new StoredImage("sha256:1", "sha256:2", 318_000_000, Optional.empty(), List.of());
    }

    private static List<String> golden(String name) throws Exception {
        try (InputStream file = PlainConsoleTest.class.getResourceAsStream("/console/" + name)) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
