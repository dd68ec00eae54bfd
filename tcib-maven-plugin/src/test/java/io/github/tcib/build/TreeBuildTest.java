package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.tcib.model.ImageName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TreeBuildTest {

    private static final Path SCHEMA = Path.of("../docs/build-result.schema.json");

    @TempDir
    private Path directory;

    private TestTree tree;
    private MemoryEngine engine;
    private final RecordedLog log = new RecordedLog();
    private final SortedMap<ImageName, String> leftOut = new TreeMap<>();

    @BeforeEach
    void plantATree() {
        engine = new MemoryEngine("memory", directory.resolve("state"));
        tree = new TestTree(directory)
                .base("base", "example.org/base:1", "RUN one", "ENV A=1", "RUN two")
                .image("os", "base", "RUN three")
                .image("api", "os", "COPY motd /etc/motd")
                .image("db", "base", "LABEL kind=\"db\"")
                .file("api", "motd", "welcome");
    }

    @Test
    void aSecondBuildDoesNothing() throws Exception {
        assertThat(TestTree.outcomes(build())).containsExactly("base built", "db built", "os built", "api built");
        assertThat(TestTree.outcomes(build())).containsExactly("base cached", "db cached", "os cached", "api cached");
    }

    @Test
    void finishesTheEngineOnceAlsoAfterAFailure() throws Exception {
        tree.image("api", "os", "RUN fail");
        build();
        assertThat(engine.finished).isEqualTo(1);
    }

    @Test
    void writesTheResultsBeforeItSaysThatTheEngineCouldNotFinish() throws Exception {
        engine.finishFailure = Optional.of(new BuildFailure(BuildFailure.Kind.DETERMINISTIC, "the index is lost"));
        assertThatThrownBy(this::build).isInstanceOf(BuildFailure.class).hasMessage("the index is lost");
        assertThat(readResult().path("images")).hasSize(4);
    }

    @Test
    void saysWhichLinesChanged() throws Exception {
        build();
        tree.base("base", "example.org/base:1", "RUN one", "ENV A=2", "RUN two");
        assertThat(reasonFor("base")).isEqualTo("ENV line 4 changed");
        tree.base("base", "example.org/base:1", "RUN one", "ENV A=1", "RUN more", "RUN two");
        assertThat(reasonFor("base")).isEqualTo("RUN line 5 is new");
        tree.base("base", "example.org/base:1", "RUN one", "RUN two");
        assertThat(reasonFor("base")).isEqualTo("ENV was removed");
    }

    @Test
    void saysWhichFilesChanged() throws Exception {
        build();
        tree.file("api", "motd", "good bye").file("api", "more", "x");
        assertThat(reasonFor("api")).isEqualTo("file more is new, file motd changed");
    }

    @Test
    void aFilesModeCounts() throws Exception {
        build();
        assertThat(tree.context("api").resolve("motd").toFile().setExecutable(true))
                .isTrue();
        assertThat(reasonFor("api")).isEqualTo("file motd changed");
    }

    @Test
    void aParentsChangeReachesAllDescendants() throws Exception {
        build();
        tree.image("os", "base", "RUN other");

        BuildResult result = build();

        assertThat(TestTree.outcomes(result)).containsExactly("base cached", "db cached", "os built", "api built");
        assertThat(result.images().get(3).reason()).isEqualTo("parent os changed");
    }

    @Test
    void theBaseCountsByDigest() throws Exception {
        build();
        engine.store.put(
                "example.org/base:1",
                new StoredImage("sha256:x", "sha256:y", 1, java.util.Optional.empty(), java.util.List.of()));
        assertThat(reasonFor("base")).isEqualTo("base example.org/base:1 changed");
    }

    @Test
    void whatTheEngineAddsCounts() throws Exception {
        engine.ingredients.put("repository standin", Ingredient.of("1"));
        build();
        engine.ingredients.put("repository standin", Ingredient.of("2"));
        assertThat(reasonFor("base")).isEqualTo("repository standin changed");
        engine.ingredients.put("repository standin", Ingredient.unknown());
        assertThat(reasonFor("base")).isEqualTo("repository standin changed, repository standin is not known");
    }

    @Test
    void whatIsNotKnownIsBuiltEveryTime() throws Exception {
        engine.ingredients.put("repository standin", Ingredient.unknown());
        build();
        assertThat(build().withStatus(ImageStatus.BUILT)).hasSize(4);
    }

    @Test
    void aChildOnAnEarlierBuildOfItsParentIsBuilt() throws Exception {
        build();
        engine.store.remove(TestTree.referenceOf("os"));
        tree = new TestTree(directory)
                .base("base", "example.org/base:1", "RUN one", "ENV A=1", "RUN two")
                .image("os", "base", "RUN three");
        build();
        plantedAgain();

        assertThat(reasonFor("api")).isEqualTo("parent localhost/test/os:current was built anew");
    }

    @Test
    void aForcedBuildIgnoresKeys() throws Exception {
        build();
        BuildSettings forced = new BuildSettings(2, 0, Duration.ZERO, false, true);

        assertThat(build(forced).withStatus(ImageStatus.BUILT))
                .hasSize(4)
                .allSatisfy(image -> assertThat(image.reason()).startsWith("forced"));
    }

    @Test
    void aNewTagBuildsButDurationsAreKept() throws Exception {
        build();
        assertThat(BuildHistory.read(engine.stateDirectory(), warning -> {}).of("localhost/test/api:another"))
                .isPresent();
    }

    @Test
    void triesAgainWhatMayPassAndKeepsEveryLog() throws Exception {
        tree.image("os", "base", "RUN flaky 2");

        BuildResult result = build();

        assertThat(result.isComplete()).isTrue();
        assertThat(log.events("retrying"))
                .containsExactly("retrying os after 1: the mirror is away", "retrying os after 2: the mirror is away");
        assertThat(Files.readString(tree.log("os")))
                .contains("=== attempt 1 of 3", "=== attempt 2 of 3", "=== attempt 3 of 3");
    }

    @Test
    void givesUpAfterTheLastAttempt() throws Exception {
        tree.image("os", "base", "RUN flaky 9");

        BuildResult result = build();

        assertThat(TestTree.outcomes(result)).containsExactly("base built", "db built", "os failed", "api skipped");
        assertThat(engine.attempts.get(TestTree.referenceOf("os"))).isEqualTo(3);
    }

    @Test
    void failFastStartsNothingNew() throws Exception {
        tree = new TestTree(directory)
                .base("bad", "example.org/base:1", "RUN fail")
                .image("child", "bad", "RUN x")
                .image("grandchild", "child", "RUN x")
                .base("other", "example.org/base:1", "RUN x")
                .image("otherchild", "other", "RUN x");

        BuildResult result = build(new BuildSettings(1, 0, Duration.ZERO, true, false));

        assertThat(result.images())
                .extracting(image -> image.image() + ": " + image.reason())
                .containsExactly(
                        "bad: it was told to fail",
                        "other: not started, because bad failed and tcib.failFast is set",
                        "child: parent bad failed",
                        "otherchild: not started, because bad failed and tcib.failFast is set",
                        "grandchild: ancestor bad failed");
    }

    @Test
    void anInterruptIsReportedAndWritten() throws Exception {
        tree.image("os", "base", "RUN block");
        BuildResult[] result = new BuildResult[1];
        boolean[] interruptedAgain = new boolean[1];
        Thread thread = new Thread(() -> {
            try {
                result[0] = build();
                interruptedAgain[0] = Thread.interrupted();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        while (!log.events().contains("started os")) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();

        assertThat(result[0].interrupted()).isTrue();
        assertThat(interruptedAgain[0]).isTrue();
        assertThat(engine.finished).isEqualTo(1);
        assertThat(TestTree.outcomes(result[0])).contains("os failed", "api skipped");
        assertThat(readResult().path("interrupted").asBoolean()).isTrue();
    }

    @Test
    void aParentOfAnotherEngineIsBroughtOver() throws Exception {
        MemoryEngine other = new MemoryEngine("other", directory.resolve("other"));
        BuildEngines engines = BuildEngines.of(Map.of(new ImageName("base"), other), engine);

        BuildResult result = new TreeBuild(tree.request(TestTree.settings()), engines, log).run();

        assertThat(result.isComplete()).isTrue();
        assertThat(engine.adopted)
                .containsExactlyInAnyOrder(TestTree.referenceOf("base"), TestTree.referenceOf("base"));
        assertThat(engine.store).containsKey(TestTree.referenceOf("api"));
    }

    @Test
    void theResultFileKeepsToItsSchema() throws Exception {
        leftOut.put(new ImageName("redis"), "EL10 uses valkey");
        tree.image("bad", "base", "RUN fail").image("child", "bad", "RUN x");
        build();
        assertThat(faultsOfResult()).isEmpty();
        JsonNode first = readResult();
        assertThat(first.path("complete").asBoolean()).isFalse();
        assertThat(first.path("images").findValuesAsText("status"))
                .containsExactly("built", "failed", "built", "built", "skipped", "built", "excluded");
        assertThat(first.path("images").get(1).path("log").asText()).isEqualTo("logs/bad.log");
        assertThat(first.path("images").get(1).path("command").asText()).isEqualTo("make it fail");
        assertThat(first.path("criticalPath").get(0).asText()).isEqualTo("base");

        tree.image("bad", "base", "RUN x");
        build();
        assertThat(faultsOfResult()).isEmpty();
        assertThat(readResult().path("complete").asBoolean()).isTrue();
        ((com.fasterxml.jackson.databind.node.ObjectNode) first.path("images").get(1)).put("status", "odd");
        assertThat(schema().validate(first)).isNotEmpty();
    }

    @Test
    void aMissingContextIsNamed() throws Exception {
        Files.delete(tree.context("api").resolve("motd"));

        assertThatThrownBy(this::build)
                .isInstanceOf(BuildFailure.class)
                .hasMessage("the build context of 'api' is incomplete: "
                        + tree.context("api").resolve("motd") + " is missing; generate it first");
    }

    @Test
    void planningBuildsNothing() throws Exception {
        BuildPlan plan = new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(engine), log).plan();

        assertThat(plan.toBuild()).hasSize(4);
        assertThat(engine.attempts).isEmpty();
        assertThat(tree.resultFile()).doesNotExist();
    }

    private void plantedAgain() {
        tree.image("api", "os", "COPY motd /etc/motd")
                .image("db", "base", "LABEL kind=\"db\"")
                .file("api", "motd", "welcome");
    }

    private String reasonFor(String image) throws Exception {
        return new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(engine), log)
                .plan().images().stream()
                        .filter(planned -> planned.image().name().value().equals(image))
                        .map(planned -> String.join(", ", planned.reasons()))
                        .findFirst()
                        .orElseThrow();
    }

    private BuildResult build() throws Exception {
        return build(TestTree.settings());
    }

    private BuildResult build(BuildSettings settings) throws Exception {
        Backoff quick = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
        return new TreeBuild(requested(settings), BuildEngines.only(engine), log, quick, Duration.ofMinutes(1)).run();
    }

    private BuildRequest requested(BuildSettings settings) {
        BuildRequest all = tree.request(settings);
        return new BuildRequest(
                all.graph(), all.images(), leftOut, all.contextRoot(), settings, all.outputs(), all.project());
    }

    private JsonNode readResult() throws Exception {
        return new JsonMapper().readTree(tree.resultFile().toFile());
    }

    private java.util.Set<com.networknt.schema.ValidationMessage> faultsOfResult() throws Exception {
        return schema().validate(readResult());
    }

    private static JsonSchema schema() throws Exception {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new JsonMapper().readTree(SCHEMA.toFile()));
    }
}
