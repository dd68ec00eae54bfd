package io.github.tcib.size;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of budget, holding and breaking; comparison with a baseline; waivers. */
class BudgetsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);

    @TempDir
    private Path directory;

    private MemoryStore store = new MemoryStore();

    @BeforeEach
    void images() {
        store = new MemoryStore()
                .image(
                        "base",
                        "",
                        new TarFile().file("etc/passwd", "x".repeat(100)).file("root/.ssh/id", "key"))
                .image(
                        "nova-api",
                        "base",
                        new TarFile().file("a", "a".repeat(2000)).file("etc/passwd", "y"))
                .image("nova-compute", "base", new TarFile().file("c", "c".repeat(5000)));
    }

    private SizeReport report(Optional<Baseline> baseline, List<Waiver> waivers, Budget... budgets) throws Exception {
        return SizeReport.of(
                "test",
                store.measure(directory, SizeSettings.of(List.of(budgets))),
                List.of(new Profile("compute", Glob.all(List.of("nova-compute", "base")))),
                baseline,
                new Budgets(List.of(budgets), waivers, TODAY));
    }

    private static Budget budget(String glob, Budget.Limit... limits) {
        return new Budget("rule", Glob.all(List.of(glob)), Severity.FAIL, List.of(limits));
    }

    private List<Breach> breaches(String glob, Budget.Limit limit) throws Exception {
        return report(Optional.empty(), List.of(), budget(glob, limit))
                .budgets()
                .breaches();
    }

    @Test
    void holdsAndBreaksTheSizeOfImages() throws Exception {
        long size = store.tarBytes("nova-compute");
        assertThat(breaches("nova-*", new Budget.MaxSize(size))).isEmpty();
        assertThat(breaches("nova-*", new Budget.MaxSize(size - 1)))
                .singleElement()
                .matches(breach -> breach.subject().equals("nova-compute")
                        && breach.message().endsWith(" in all, at most 9.73 kB (1 B too many)"));
    }

    @Test
    void holdsAndBreaksWhatImagesAdd() throws Exception {
        long own = store.tarBytes("nova-api") - store.tarBytes("base");
        assertThat(breaches("nova-api", new Budget.MaxOwn(own))).isEmpty();
        assertThat(breaches("nova-api", new Budget.MaxOwn(own - 1))).hasSize(1);
    }

    @Test
    void holdsAndBreaksWaste() throws Exception {
        assertThat(breaches("*", new Budget.MaxWaste(100))).isEmpty();
        assertThat(breaches("*", new Budget.MaxWaste(99)))
                .singleElement()
                .matches(breach -> breach.subject().equals("nova-api"))
                .extracting(Breach::message)
                .isEqualTo("100 B hidden by its own layers, at most 99 B (1 B too many)");
    }

    @Test
    void holdsAndBreaksTheSet() throws Exception {
        long distinct = store.measure(directory).set().unpacked().orElseThrow().distinctBytes();
        assertThat(breaches("*", new Budget.MaxSetSize(distinct))).isEmpty();
        assertThat(breaches("*", new Budget.MaxSetSize(distinct - 1)))
                .singleElement()
                .matches(breach -> breach.subject().equals(Breach.SET));
    }

    @Test
    void holdsAndBreaksWhatAProfilePulls() throws Exception {
        long packed =
                report(Optional.empty(), List.of()).profiles().get(0).cold().packedBytes();
        assertThat(breaches("*", new Budget.MaxProfilePull("compute", packed))).isEmpty();
        assertThat(breaches("*", new Budget.MaxProfilePull("compute", packed - 1)))
                .singleElement()
                .extracting(Breach::message)
                .isEqualTo(Sizes.text(packed) + " pulled by a node that has nothing, at most " + Sizes.text(packed - 1)
                        + " (1 B too many)");
        SizeReport wrong = report(Optional.empty(), List.of(), budget("*", new Budget.MaxProfilePull("computer", 1)));
        assertThat(wrong.isFailure()).isTrue();
        assertThat(wrong.problems())
                .extracting(SizeProblem::message)
                .containsExactly("budget 'rule': there is no profile 'computer'; did you mean 'compute'?");
    }

    @Test
    void findsForbiddenPathsWhereTheyCameIn() throws Exception {
        assertThat(breaches("*", new Budget.ForbiddenPaths(Glob.all(List.of("/opt/**")))))
                .isEmpty();
        assertThat(breaches("*", new Budget.ForbiddenPaths(Glob.all(List.of("/root/.ssh/*")))))
                .singleElement()
                .matches(breach -> breach.subject().equals("base"))
                .matches(breach -> breach.message().startsWith("shows /root/.ssh/id, forbidden by /root/.ssh/*"));
        assertThat(breaches("nova-*", new Budget.ForbiddenPaths(Glob.all(List.of("/root/**")))))
                .extracting(Breach::subject)
                .containsExactly("nova-api", "nova-compute");
    }

    private Baseline baseline(Map<String, Long> own) throws Exception {
        Map<String, Baseline.Image> images = new TreeMap<>();
        for (ImageFigures image : store.measure(directory).images()) {
            long ownBytes =
                    own.getOrDefault(image.name(), image.bytes().orElseThrow().own());
            long parent = image.parent()
                    .map(name -> own.getOrDefault(name, store.tarBytes(name)))
                    .orElse(0L);
            images.put(
                    image.name(),
                    new Baseline.Image(
                            OptionalLong.of(ownBytes + parent),
                            OptionalLong.empty(),
                            OptionalLong.of(ownBytes),
                            image.parent(),
                            Set.of(),
                            List.of(),
                            List.of()));
        }
        return new Baseline("before", images);
    }

    @Test
    void tellsTheGrowthOfABaseOnce() throws Exception {
        Baseline smallBase = baseline(Map.of("base", store.tarBytes("base") - 1000));
        Budget.Limit growth = new Budget.MaxGrowth(OptionalDouble.empty(), OptionalLong.of(999));
        SizeReport report = report(Optional.of(smallBase), List.of(), budget("*", growth));
        assertThat(report.budgets().breaches())
                .singleElement()
                .matches(breach -> breach.subject().equals("base"));
        Comparison comparison = report.comparison().orElseThrow();
        assertThat(comparison.of(Comparison.State.GREW))
                .extracting(Comparison.Change::image)
                .containsExactly("base");
        assertThat(comparison.of("nova-api").orElseThrow())
                .matches(change -> change.state() == Comparison.State.SAME && change.inheritedChange() == 1000);
    }

    @Test
    void tellsTheGrowthOfABaseOnceWhenTheBaselineHasOnlyWholeSizes() throws Exception {
        Map<String, Baseline.Image> images = new TreeMap<>();
        baseline(Map.of("base", store.tarBytes("base") - 1000))
                .images()
                .forEach((name, image) -> images.put(
                        name,
                        new Baseline.Image(
                                image.bytes(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.empty(),
                                Set.of(),
                                List.of(),
                                List.of())));
        Comparison comparison = report(Optional.of(new Baseline("table", images)), List.of())
                .comparison()
                .orElseThrow();
        assertThat(comparison.of(Comparison.State.GREW))
                .extracting(Comparison.Change::image)
                .containsExactly("base");
    }

    /** As the table of the announcement has it: the base and some leaves, and nothing between. */
    @Test
    void tellsTheGrowthOfABaseOnceWhenTheBaselineLacksWhatIsBetween() throws Exception {
        store.image("os", "base", new TarFile().file("os", "o".repeat(700)))
                .image("keystone", "os", new TarFile().file("k", "k".repeat(300)));
        Baseline table = BaselineFile.read(
                java.nio.file.Files.writeString(
                        directory.resolve("table.json"),
                        "{\"version\": 1, \"images\": [{\"name\": \"base\", \"virtualBytes\": 100000},"
                                + " {\"name\": \"keystone\", \"virtualBytes\": 300000}]}"),
                "table");
        Comparison comparison =
                report(Optional.of(table), List.of()).comparison().orElseThrow();
        long own = store.tarBytes("keystone") - store.tarBytes("os");
        assertThat(comparison.of("keystone").orElseThrow().ownChange()).isEqualTo(own - 200_000);
        assertThat(comparison.of("base").orElseThrow().ownChange()).isEqualTo(store.tarBytes("base") - 100_000);
        assertThat(List.of("base", "os", "keystone").stream()
                        .mapToLong(name -> comparison.of(name).orElseThrow().ownChange())
                        .sum())
                .as("each byte is told once")
                .isEqualTo(store.tarBytes("keystone") - 300_000);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, true", "1, 2000, false", "50, 0, false", "50, 2000, false", "-1, 999, true", "-1, 1000, false"})
    void breaksGrowthOnlyWhenBothLimitsAreExceeded(double percent, long bytes, boolean breaks) throws Exception {
        Baseline before =
                baseline(Map.of("nova-compute", store.tarBytes("nova-compute") - store.tarBytes("base") - 1000));
        Budget.Limit growth = new Budget.MaxGrowth(
                percent < 0 ? OptionalDouble.empty() : OptionalDouble.of(percent), OptionalLong.of(bytes));
        assertThat(report(Optional.of(before), List.of(), budget("nova-compute", growth))
                        .isFailure())
                .isEqualTo(breaks);
    }

    @Test
    void doesNotCallNewImagesGrown() throws Exception {
        Map<String, Baseline.Image> images = new TreeMap<>(baseline(Map.of()).images());
        Baseline.Image gone = images.remove("nova-compute");
        images.put("gone", gone);
        SizeReport report = report(
                Optional.of(new Baseline("before", images)),
                List.of(),
                budget("*", new Budget.MaxGrowth(OptionalDouble.empty(), OptionalLong.of(0))));
        assertThat(report.isFailure()).isFalse();
        Comparison comparison = report.comparison().orElseThrow();
        assertThat(comparison.of(Comparison.State.ADDED))
                .extracting(Comparison.Change::image)
                .containsExactly("nova-compute");
        assertThat(comparison.of(Comparison.State.REMOVED))
                .extracting(Comparison.Change::image)
                .containsExactly("gone");
    }

    @Test
    void letsWaiversPassUntilTheirLastDay() throws Exception {
        Budget budget = budget("nova-*", new Budget.MaxSize(1));
        Waiver api = new Waiver(Glob.all(List.of("nova-api")), Optional.of("maxSize"), "split soon", TODAY);
        Waiver old = new Waiver(Glob.all(List.of("nova-compute")), Optional.empty(), "was big", TODAY.minusDays(1));
        SizeReport report = report(Optional.empty(), List.of(api, old), budget);
        assertThat(report.budgets().breaches()).hasSize(2);
        assertThat(report.budgets().failures())
                .singleElement()
                .matches(breach -> breach.subject().equals("nova-compute"))
                .matches(breach -> breach.message().endsWith("its waiver 'was big' expired on 2026-06-14"));
    }

    @Test
    void comparesNothingWithABaselineThatTellsSomeSizesPackedAndOthersNot() throws Exception {
        Map<String, Baseline.Image> images = new TreeMap<>(baseline(Map.of()).images());
        images.put(
                "base",
                new Baseline.Image(
                        OptionalLong.empty(),
                        OptionalLong.of(9),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Set.of(),
                        List.of(),
                        List.of()));
        SizeReport report = report(Optional.of(new Baseline("before", images)), List.of());
        assertThat(report.comparison()).isEmpty();
        assertThat(report.problems())
                .containsExactly(
                        SizeProblem.warning("nothing is compared with before: it does not tell how much nova-api is"
                                + " when packed, and of other images it tells nothing else"));
    }

    @Test
    void saysWhatWaiversNoLongerExcuse() throws Exception {
        Waiver old = new Waiver(Glob.all(List.of("base")), Optional.empty(), "key goes", TODAY.minusDays(1));
        Budget budget = budget("base", new Budget.ForbiddenPaths(Glob.all(List.of("root/.ssh/**"))));
        assertThat(report(Optional.empty(), List.of(old), budget).budgets().breaches())
                .singleElement()
                .extracting(Breach::message)
                .isEqualTo(
                        "shows /root/.ssh/id, forbidden by root/.ssh/**; its waiver 'key goes' expired on 2026-06-14");
    }

    @Test
    void onlyTellsBreachesOfABudgetThatWarns() throws Exception {
        Budget warn = new Budget("rule", Glob.all(List.of("*")), Severity.WARN, List.of(new Budget.MaxSize(1)));
        SizeReport report = report(Optional.empty(), List.of(), warn);
        assertThat(report.budgets().breaches()).hasSize(3);
        assertThat(report.isFailure()).isFalse();
    }

    @Test
    void suggestsTheNameThatWasMeant() throws Exception {
        SizeReport report = SizeReport.of(
                "test",
                store.measure(directory),
                List.of(new Profile("control", Glob.all(List.of("nova-apii")))),
                Optional.empty(),
                new Budgets(List.of(budget("nova-conpute", new Budget.MaxSize(1))), List.of(), TODAY));
        assertThat(report.isFailure()).isTrue();
        assertThat(report.problems())
                .extracting(SizeProblem::message)
                .containsExactly(
                        "profile 'control': no image is called 'nova-apii'; did you mean 'nova-api'?",
                        "budget 'rule': no image is called 'nova-conpute'; did you mean 'nova-compute'?");
    }

    @Test
    void findsRulesForImagesThatAreNotThere() throws Exception {
        SizeReport report = report(
                Optional.empty(),
                List.of(new Waiver(Glob.all(List.of("nova-apo")), Optional.empty(), "typo", TODAY)),
                budget("glance-*", new Budget.MaxSize(1)));
        assertThat(report.problems())
                .extracting(SizeProblem::severity, SizeProblem::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Severity.WARN, "budget 'rule': no image is called 'glance-*'"),
                        org.assertj.core.groups.Tuple.tuple(
                                Severity.FAIL,
                                "the waiver 'typo': no image is called 'nova-apo'; did you mean 'nova-api'?"));
    }
}
