package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.BuildPlan.PlannedImage;
import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SchedulerTest {

    private static final Comparator<PlannedImage> BY_NAME =
            Comparator.comparing(planned -> planned.image().name());

    @TempDir
    private Path directory;

    private final RecordedLog log = new RecordedLog();

    @Test
    void anImageStartsAsSoonAsItsParentIsDone() {
        TestTree tree = new TestTree(directory)
                .base("a", "base")
                .image("a1", "a")
                .base("b", "base")
                .image("b1", "b");

        Scheduler.Ended ended = scheduler(2, Duration.ofMinutes(1))
                .run(plan(tree).images(), planned -> {
                    while (planned.image().name().value().equals("b")
                            && !log.events("finished").contains("finished a1 built 2/4")) {
                        Thread.onSpinWait();
                    }
                    return built(planned);
                });

        assertThat(ended.results()).extracting(ImageResult::status).containsOnly(ImageStatus.BUILT);
        assertThat(log.events("finished"))
                .containsExactly(
                        "finished a built 1/4",
                        "finished a1 built 2/4",
                        "finished b built 3/4",
                        "finished b1 built 4/4");
    }

    @Test
    void saysWhatIsAtWorkWhenNothingEnds() {
        TestTree tree = new TestTree(directory).base("slow", "base");

        scheduler(1, Duration.ofMillis(20)).run(plan(tree).images(), planned -> {
            while (log.events("running").size() < 2) {
                Thread.onSpinWait();
            }
            return built(planned);
        });

        assertThat(log.events("running")).contains("running [slow]");
    }

    @Test
    void aFaultInOurCodeFailsItsImageOnly() {
        TestTree tree = new TestTree(directory).base("a", "base").base("b", "base");

        Scheduler.Ended ended = scheduler(1, Duration.ofMinutes(1))
                .run(plan(tree).images(), planned -> {
                    if (planned.image().name().value().equals("a")) {
                        throw new IllegalStateException("oops");
                    }
                    return built(planned);
                });

        assertThat(ended.results())
                .extracting(result -> result.image() + " " + result.status().word() + " " + result.reason())
                .containsExactly("a failed internal error: java.lang.IllegalStateException: oops", "b built ");
    }

    @Test
    void everyTreeIsBuiltInOrderWithinItsThreads() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            TestTree tree = randomTree(random);
            int threads = 1 + random.nextInt(4);
            int failEvery = 3 + random.nextInt(8);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<ImageName> done = new CopyOnWriteArrayList<>();
            BuildPlan plan = plan(tree);

            Scheduler.Ended ended = scheduler(threads, Duration.ofMinutes(1)).run(plan.images(), planned -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                ImageResult.parentOf(planned.image())
                        .ifPresent(parent -> assertThat(done).contains(parent));
                boolean fails = Math.floorMod(planned.image().name().hashCode(), failEvery) == 0;
                if (!fails) {
                    done.add(planned.image().name());
                }
                running.decrementAndGet();
                return fails ? ImageResult.untried(planned.image(), ImageStatus.FAILED, "told to") : built(planned);
            });

            assertThat(ended.results()).as("seed %d", seed).hasSameSizeAs(plan.images());
            assertThat(most.get()).as("seed %d", seed).isLessThanOrEqualTo(threads);
            for (ImageResult result : ended.results()) {
                assertThat(result.reason()).as("seed %d", seed).doesNotStartWith("internal error");
                boolean ancestorFailed = tree.graph().ancestorsOf(result.image()).stream()
                        .anyMatch(ancestor -> Math.floorMod(ancestor.hashCode(), failEvery) == 0);
                assertThat(result.status() == ImageStatus.SKIPPED)
                        .as("seed %d, %s", seed, result)
                        .isEqualTo(ancestorFailed);
            }
        }
    }

    @Test
    void theLongestWayComesFirst() throws Exception {
        TestTree tree = new TestTree(directory)
                .base("short", "base")
                .image("short1", "short")
                .image("short2", "short")
                .base("long", "base");
        MemoryEngine engine = new MemoryEngine("memory", directory.resolve("state"));
        BuildEngines engines = BuildEngines.only(engine);
        BuildPlan plan = new TreeBuild(tree.request(TestTree.settings()), engines, log).plan();
        List<ImageName> names =
                plan.images().stream().map(planned -> planned.image().name()).toList();

        BuildMemory memory = BuildMemory.read(engines, names, log::warning);
        assertThat(ready(plan, tree, memory)).containsExactly("short", "long");

        for (PlannedImage planned : plan.images()) {
            boolean isLong = planned.image().name().value().equals("long");
            memory.historyOf(planned.image().name())
                    .add(planned.image().reference(), planned.key(), Duration.ofSeconds(isLong ? 60 : 5));
        }
        memory.write();
        assertThat(ready(plan, tree, BuildMemory.read(engines, names, log::warning)))
                .containsExactly("long", "short");
    }

    private static List<String> ready(BuildPlan plan, TestTree tree, BuildMemory memory) {
        return plan.images().stream()
                .filter(planned -> ImageResult.parentOf(planned.image()).isEmpty())
                .sorted(new BuildOrder(plan, tree.graph(), memory))
                .map(planned -> planned.image().name().value())
                .toList();
    }

    private TestTree randomTree(Random random) {
        TestTree tree = new TestTree(directory).base("i0", "base");
        int size = 1 + random.nextInt(30);
        for (int i = 1; i < size; i++) {
            if (random.nextInt(5) == 0) {
                tree.base("i" + i, "base");
            } else {
                tree.image("i" + i, "i" + random.nextInt(i));
            }
        }
        return tree;
    }

    private Scheduler scheduler(int threads, Duration heartbeat) {
        return new Scheduler(new BuildSettings(threads, 0, Duration.ZERO, false, false), heartbeat, BY_NAME, log);
    }

    private static BuildPlan plan(TestTree tree) {
        return new BuildPlan(tree.graph().images().stream()
                .map(image -> new PlannedImage(
                        image, new ImageKey(List.of(), new TreeMap<>()), List.of("test"), Optional.empty()))
                .toList());
    }

    private static ImageResult built(PlannedImage planned) {
        return ImageResult.untried(planned.image(), ImageStatus.BUILT, "");
    }
}
