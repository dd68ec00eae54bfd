package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildRequest;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.BuildSettings;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("buildah")
@Timeout(180)
class FaultsTest {

    @TempDir
    private Path directory;

    private BuildahFixture buildah;
    private TestTree tree;
    private Signal signal;
    private final RecordedLog log = new RecordedLog();

    @BeforeEach
    void open() throws Exception {
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        signal = Signal.create(directory.resolve("signal"));
        tree = new TestTree(directory);
    }

    @AfterEach
    void close() throws Exception {
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void aFailingImageSkipsItsDescendantsOnly() throws Exception {
        tree.base("base", BuildahFixture.BASE, "RUN true")
                .image("bad", "base", "RUN echo something is wrong; exit 3")
                .image("child", "bad", "RUN true")
                .image("grandchild", "child", "RUN true")
                .image("good", "base", "RUN true");

        BuildResult result = build();

        assertThat(TestTree.outcomes(result))
                .containsExactly("base built", "bad failed", "good built", "child skipped", "grandchild skipped");
        assertThat(result.isComplete()).isFalse();
        assertThat(result.withStatus(ImageStatus.SKIPPED))
                .extracting(ImageResult::reason)
                .containsExactly("parent bad failed", "ancestor bad failed");
        ImageResult bad = result.withStatus(ImageStatus.FAILED).get(0);
        assertThat(bad.reason()).contains("exit code 3").contains("echo something is wrong");
        assertThat(bad.effort().orElseThrow().attempts()).isEqualTo(1);
        assertThat(bad.failure().orElseThrow().lastLines()).contains("something is wrong");
        assertThat(bad.failure().orElseThrow().command().orElseThrow())
                .startsWith("buildah --root ")
                .endsWith("--tag " + TestTree.referenceOf("bad") + " " + tree.context("bad"));
        buildah.assertNothingLeft();

        tree.image("bad", "base", "RUN true");
        assertThat(TestTree.outcomes(build()))
                .containsExactly("base cached", "bad built", "good cached", "child built", "grandchild built");
    }

    @Test
    void aBaseThatCannotBeHadFailsItsImagesOnly() throws Exception {
        tree.base("lost", "localhost:1/no/such:1", "RUN true")
                .image("child", "lost", "RUN true")
                .base("good", BuildahFixture.BASE, "COPY --from=" + BuildahFixture.BASE + " /bin/busybox /copy");

        BuildResult result = build(new BuildSettings(2, 0, Duration.ZERO, false, false));

        assertThat(TestTree.outcomes(result)).containsExactly("good built", "lost failed", "child skipped");
        assertThat(result.withStatus(ImageStatus.FAILED).get(0).reason())
                .contains("localhost:1/no/such:1")
                .contains("connection refused");
    }

    @Test
    void aKilledBuildahFailsItsImageAndLeavesNothing() throws Exception {
        tree.base("sleeper", BuildahFixture.BASE, "RUN echo x > /signal/fifo; sleep 600")
                .base("other", BuildahFixture.BASE, "RUN true");
        CompletableFuture<BuildResult> running = buildAsync(TestTree.settings());
        signal.await();
        ProcessHandle bud = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("test/sleeper"))
                .findFirst()
                .orElseThrow();
        bud.destroyForcibly();
        BuildResult result = running.join();

        assertThat(TestTree.outcomes(result)).containsExactly("other built", "sleeper failed");
        assertThat(result.withStatus(ImageStatus.FAILED).get(0).reason())
                .isEqualTo("buildah was ended by signal 9; is memory short?");
        buildah.assertNothingLeft();

        tree.base("sleeper", BuildahFixture.BASE, "RUN true");
        assertThat(TestTree.outcomes(build())).containsExactly("other cached", "sleeper built");
    }

    @Test
    void endsAStepThatTakesTooLong() throws Exception {
        tree.base("sleeper", BuildahFixture.BASE, "RUN sleep 600").image("child", "sleeper", "RUN true");

        BuildResult result = build(new BuildSettings(2, 2, Duration.ofSeconds(2), false, false));

        assertThat(TestTree.outcomes(result)).containsExactly("sleeper failed", "child skipped");
        ImageResult sleeper = result.withStatus(ImageStatus.FAILED).get(0);
        assertThat(sleeper.reason()).startsWith("it took longer than 2 s (tcib.timeout)");
        assertThat(sleeper.effort().orElseThrow().attempts()).isEqualTo(1);
        buildah.assertNothingLeft();
    }

    @Test
    void triesAgainWhenAMirrorIsOutOfService() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/package", exchange -> {
            boolean broken = requests.incrementAndGet() <= 2;
            exchange.sendResponseHeaders(broken ? 503 : 200, -1);
            exchange.close();
        });
        mirror.start();
        try {
            String url = "http://127.0.0.1:" + mirror.getAddress().getPort() + "/package";
            tree.base("fetcher", BuildahFixture.BASE, "RUN wget -O /package " + url);

            BuildResult result = build();

            assertThat(TestTree.outcomes(result)).containsExactly("fetcher built");
            assertThat(result.images().get(0).effort().orElseThrow().attempts()).isEqualTo(3);
            assertThat(log.events("retrying")).hasSize(2);
            assertThat(Files.readString(tree.log("fetcher")))
                    .contains("=== attempt 1 of 3", "=== attempt 2 of 3", "=== attempt 3 of 3")
                    .containsSubsequence("503 Service Unavailable", "503 Service Unavailable");
            buildah.assertNothingLeft();
        } finally {
            mirror.stop(0);
        }
    }

    @Test
    void anInterruptEndsWhatRunsAndARerunGoesOn() throws Exception {
        tree.base("base", BuildahFixture.BASE, "RUN true")
                .image("sleeper", "base", "RUN echo x > /signal/fifo; sleep 600")
                .image("child", "sleeper", "RUN true");
        BuildResult[] result = new BuildResult[1];
        Thread building = new Thread(
                () -> result[0] = buildAsync(TestTree.settings(), Runnable::run).join());
        building.start();
        signal.await();
        building.interrupt();
        building.join();

        assertThat(TestTree.outcomes(result[0])).containsExactly("base built", "sleeper failed", "child skipped");
        assertThat(result[0].interrupted()).isTrue();
        assertThat(Files.readString(tree.resultFile())).contains("\"interrupted\" : true");
        buildah.assertNothingLeft();

        tree.image("sleeper", "base", "RUN true");
        assertThat(TestTree.outcomes(build())).containsExactly("base cached", "sleeper built", "child built");
    }

    @Test
    void damagedStateIsIgnoredWithAWarning() throws Exception {
        tree.base("base", BuildahFixture.BASE, "RUN true").image("api", "base", "RUN true");
        build();
        for (String file : List.of("builds.json", "images.json")) {
            Path state = buildah.stateDirectory().resolve(file);
            String content = Files.readString(state);
            Files.writeString(state, content.substring(0, content.length() / 2));
        }
        Files.writeString(tree.resultFile(), "{");
        tree.image("api", "base", "RUN false || true");
        RecordedLog second = new RecordedLog();
        BuildahEngine engine = BuildahEngine.open(buildah.settings(signal.volume()), second::warning);

        BuildResult result = new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(engine), second).run();

        assertThat(TestTree.outcomes(result)).containsExactly("base cached", "api built");
        assertThat(second.events("warning"))
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).contains("is damaged and ignored"));
        assertThat(second.events()).contains("planned api: it changed, and what changed is not on record");
        assertThat(Files.readString(tree.resultFile())).contains("\"complete\" : true");
    }

    @Test
    void aFullDiskStopsNoBuildButIsTold() throws Exception {
        Path small = Files.createDirectories(directory.resolve("small"));
        assumeTrue(mount(small), "left out: what happens on a full disk; only root can mount a small one");
        try {
            tree.base("loud", BuildahFixture.BASE, "RUN yes | head -c 500000");
            BuildRequest request = tree.request(TestTree.settings(), small);
            BuildEngines engines = BuildEngines.only(buildah.engine(signal.volume()));

            assertThatThrownBy(() -> new TreeBuild(request, engines, log).run())
                    .isInstanceOf(BuildFailure.class)
                    .hasMessage("the results cannot be written to " + small.resolve("build-result.json")
                            + ": No space left on device");
            assertThat(log.events("warning"))
                    .singleElement(STRING)
                    .contains("the log " + small.resolve("logs/loud.log"), "No space left on device");
            assertThat(log.events()).contains("finished loud built 1/1", "ended true");
            buildah.assertNothingLeft();
            assertThat(TestTree.outcomes(build())).containsExactly("loud cached");
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    private static boolean mount(Path directory) throws Exception {
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString())
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void twoBuildsOnOneStoreWaitForEachOther() throws Exception {
        tree.base("base", BuildahFixture.BASE, "RUN echo x > /signal/fifo; cat /signal/go");
        Signal go = Signal.create(directory.resolve("signal"), "go");
        CompletableFuture<BuildResult> first = buildAsync(TestTree.settings());
        signal.await();
        RecordedLog second = new RecordedLog();
        CompletableFuture<BuildResult> waiting = CompletableFuture.supplyAsync(() -> build(second));
        second.awaitWaiting();
        go.send();

        assertThat(TestTree.outcomes(first.join())).containsExactly("base built");
        assertThat(TestTree.outcomes(waiting.join())).containsExactly("base cached");
        assertThat(second.events().get(0))
                .startsWith("waiting process " + ProcessHandle.current().pid());
    }

    @Test
    void threeBuildsInARowLeaveNothingBehind() throws Exception {
        tree.base("base", BuildahFixture.BASE, "RUN true");
        for (int i = 0; i < 6; i++) {
            tree.image("child" + i, "base", "RUN echo " + i + " > /" + i, "RUN true");
        }

        assertThat(build().withStatus(ImageStatus.BUILT)).hasSize(7);
        buildah.assertNothingLeft();
        String images = buildah.run("images", "--all", "--quiet", "--no-trunc");
        for (int again = 0; again < 2; again++) {
            assertThat(build().withStatus(ImageStatus.CACHED)).hasSize(7);
            buildah.assertNothingLeft();
        }
        assertThat(buildah.run("images", "--all", "--quiet", "--no-trunc")).isEqualTo(images);
    }

    private BuildResult build() throws Exception {
        return build(TestTree.settings());
    }

    private BuildResult build(BuildSettings settings) throws Exception {
        return new TreeBuild(tree.request(settings), BuildEngines.only(buildah.engine(signal.volume())), log).run();
    }

    private BuildResult build(RecordedLog into) {
        try {
            return new TreeBuild(
                            tree.request(TestTree.settings()), BuildEngines.only(buildah.engine(signal.volume())), into)
                    .run();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<BuildResult> buildAsync(BuildSettings settings) {
        return buildAsync(settings, command -> new Thread(command).start());
    }

    private CompletableFuture<BuildResult> buildAsync(BuildSettings settings, java.util.concurrent.Executor executor) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return build(settings);
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                executor);
    }
}
