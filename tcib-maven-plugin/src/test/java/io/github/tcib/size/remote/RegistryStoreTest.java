package io.github.tcib.size.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.oci.Platform;
import io.github.tcib.registry.Credential;
import io.github.tcib.registry.CredentialSource;
import io.github.tcib.registry.Credentials;
import io.github.tcib.registry.FaultyProxy;
import io.github.tcib.registry.LocalRegistry;
import io.github.tcib.registry.LocalRegistry.Options;
import io.github.tcib.registry.Proxies;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.registry.RegistrySettings;
import io.github.tcib.registry.Retries;
import io.github.tcib.registry.Timeouts;
import io.github.tcib.registry.TrustSettings;
import io.github.tcib.size.Baseline;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.Budget;
import io.github.tcib.size.Budgets;
import io.github.tcib.size.Comparison;
import io.github.tcib.size.Glob;
import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.ImageRequest;
import io.github.tcib.size.LayerFigures;
import io.github.tcib.size.ManifestAnalysis;
import io.github.tcib.size.Measured;
import io.github.tcib.size.PackageFigures;
import io.github.tcib.size.Profile;
import io.github.tcib.size.Severity;
import io.github.tcib.size.SizeProblem;
import io.github.tcib.size.SizeReport;
import io.github.tcib.size.SizeSettings;
import io.github.tcib.size.TarFile;
import io.github.tcib.size.TreeAnalysis;
import io.github.tcib.size.layer.LayerCache;
import io.github.tcib.size.layer.LayerLibrary;
import io.github.tcib.size.layer.StoredImage;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of which only a real registry knows, as the set that is measured and as the baseline. */
@Tag("registry")
class RegistryStoreTest {

    private static final Platform AMD64 = new Platform("linux", "amd64", "");

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    private Registries registries(Credentials credentials) {
        return new Registries(new RegistrySettings(
                credentials,
                new TrustSettings(List.of(), Set.of("127.0.0.1")),
                Proxies.open(ProxySelector.of(null)),
                new Retries(2, Duration.ofMillis(1), Duration.ofMillis(2)),
                Timeouts.usual(),
                warnings::add));
    }

    private RegistryImages images() throws Exception {
        return new RegistryImages(registries(Credentials.none()), Files.createDirectories(directory.resolve("blobs")));
    }

    private RegistryStore store() throws Exception {
        return new RegistryStore(
                registries(Credentials.none()), AMD64, Files.createDirectories(directory.resolve("scratch")));
    }

    /** A base and two images on it, and the requests for them. */
    private static List<ImageRequest> family(RegistryImages images, String place, String tag) throws Exception {
        images.put(place + "/os-base:" + tag, "", new TarFile().file("etc/base", "b".repeat(3000)));
        images.put(
                place + "/os-api:" + tag,
                place + "/os-base:" + tag,
                new TarFile().file("opt/api", "a".repeat(9000)),
                new TarFile().file("opt/more", "m"));
        images.put(place + "/os-db:" + tag, place + "/os-base:" + tag, new TarFile().file("opt/db", "d".repeat(500)));
        return List.of(
                new ImageRequest("base", place + "/os-base:" + tag, Optional.empty()),
                new ImageRequest("api", place + "/os-api:" + tag, Optional.of(place + "/os-base:" + tag)),
                new ImageRequest("db", place + "/os-db:" + tag, Optional.of(place + "/os-base:" + tag)));
    }

    private static ImageFigures image(Measured measured, String name) {
        return measured.images().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsPackedSizesAndWhoSharesWhatFromManifestsAlone() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            RegistryImages images = images();
            String place = registry.name() + "/ns";
            List<ImageRequest> requests = family(images, place, "1");
            // no layer can be read: nothing asks for one
            for (RegistryImages.Layer layer : images.layersOf(place + "/os-api:1")) {
                Files.delete(registry.blobFile(layer.blob().digest().hex()));
            }
            RegistryStore store = store();
            store.fetch(requests.stream().map(ImageRequest::reference).toList());
            Measured measured = new ManifestAnalysis(store).run(requests);

            assertThat(measured.isManifestsOnly()).isTrue();
            assertThat(measured.problems()).isEmpty();
            long base = images.packedBytes(place + "/os-base:1");
            long api = images.packedBytes(place + "/os-api:1");
            long db = images.packedBytes(place + "/os-db:1");
            assertThat(image(measured, "base").packed())
                    .isEqualTo(new ImageFigures.Shares(base, base, 0, base / 3 + (base % 3 > 0 ? 1 : 0)));
            assertThat(image(measured, "api").packed())
                    .matches(shares -> shares.all() == api && shares.own() == api - base)
                    .matches(shares -> shares.unique() == api - base);
            assertThat(image(measured, "api").parent()).contains("base");
            assertThat(image(measured, "api").ownLayers()).isEqualTo(2);
            assertThat(image(measured, "base").dependents()).isEqualTo(2);
            assertThat(measured.set().packed().distinct()).isEqualTo(api + db - base);
            assertThat(measured.set().packed().naive()).isEqualTo(base + api + db);
            assertThat(measured.images().stream()
                            .mapToLong(one -> one.packed().amortised())
                            .sum())
                    .isEqualTo(api + db - base);
            assertThat(measured.images())
                    .as("unknown is unknown, not zero")
                    .allMatch(one -> one.bytes().isEmpty())
                    .allMatch(one -> one.packages().status() == PackageFigures.Status.NOT_READ);
            assertThat(measured.layers()).extracting(LayerFigures::bytes).containsOnly(OptionalLong.empty());
        }
    }

    @Test
    void saysWhichBudgetsManifestsCannotAnswerAndChecksTheOthers() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            RegistryImages images = images();
            String place = registry.name() + "/ns";
            List<ImageRequest> requests = family(images, place, "1");
            Measured measured = new ManifestAnalysis(store()).run(requests);
            List<Glob> all = Glob.all(List.of("*"));
            List<Budget> budgets = List.of(
                    new Budget(
                            "gate",
                            all,
                            Severity.FAIL,
                            List.of(
                                    new Budget.MaxSize(Long.MAX_VALUE),
                                    new Budget.MaxSetSize(Long.MAX_VALUE),
                                    new Budget.MaxProfilePull("node", 1))),
                    new Budget(
                            "hint",
                            all,
                            Severity.WARN,
                            List.of(
                                    new Budget.MaxOwn(1),
                                    new Budget.MaxWaste(1),
                                    new Budget.ForbiddenPaths(Glob.all(List.of("/opt/*"))))));
            SizeReport report = SizeReport.of(
                    "t",
                    measured,
                    List.of(new Profile("node", Glob.all(List.of("db")))),
                    Optional.empty(),
                    new Budgets(budgets, List.of(), LocalDate.EPOCH));
            assertThat(report.budgets().checks()).isEqualTo(1);
            assertThat(report.budgets().breaches())
                    .singleElement()
                    .matches(breach -> breach.limit().equals("maxProfilePull"));
            assertThat(report.profiles().get(0).cold().packedBytes()).isEqualTo(images.packedBytes(place + "/os-db:1"));
            assertThat(report.profiles().get(0).cold().bytes()).isEmpty();
            assertThat(report.problems())
                    .hasSize(5)
                    .filteredOn(problem -> problem.severity() == Severity.FAIL)
                    .extracting(SizeProblem::message)
                    .containsExactly(
                            "budget 'gate': maxSize cannot be checked: manifests do not tell what is in layers, nor their"
                                    + " unpacked sizes; set tcib.sizeReport.pull to read the layers",
                            "budget 'gate': maxSetSize cannot be checked: manifests do not tell what is in layers, nor"
                                    + " their unpacked sizes; set tcib.sizeReport.pull to read the layers");
        }
    }

    @Test
    void readsLayersToo() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            RegistryImages images = images();
            String place = registry.name() + "/ns";
            List<ImageRequest> requests = family(images, place, "1");
            RegistryStore store = store();
            LayerLibrary library = new LayerLibrary(
                    store, new LayerCache(directory.resolve("cache"), warnings::add), directory.resolve("scratch"), 2);
            Measured measured = new TreeAnalysis(store, library, new SizeSettings(List.of(), 10)).run(requests);
            assertThat(measured.problems()).isEmpty();
            assertThat(image(measured, "api").bytes().orElseThrow().rootFilesystem())
                    .isEqualTo(3000 + 9000 + 1);
            assertThat(image(measured, "api").bytes().orElseThrow().all())
                    .isEqualTo(images.layersOf(place + "/os-api:1").stream()
                            .mapToLong(RegistryImages.Layer::unpackedBytes)
                            .sum());
            assertThat(image(measured, "api").packed().all()).isEqualTo(images.packedBytes(place + "/os-api:1"));
            try (var left = Files.list(directory.resolve("scratch"))) {
                assertThat(left).as("nothing stays").isEmpty();
            }
        }
    }

    @Test
    void countsOnlyTheSizeOfALayerThatTheRegistryHasLost() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            RegistryImages images = images();
            String place = registry.name() + "/ns";
            List<ImageRequest> requests = family(images, place, "1");
            RegistryImages.Layer lost = images.layersOf(place + "/os-db:1").get(1);
            Files.delete(registry.blobFile(lost.blob().digest().hex()));
            RegistryStore store = store();
            LayerLibrary library = new LayerLibrary(
                    store, new LayerCache(directory.resolve("cache"), warnings::add), directory.resolve("scratch"), 2);
            Measured measured = new TreeAnalysis(store, library, new SizeSettings(List.of(), 10)).run(requests);
            assertThat(image(measured, "db").bytes().orElseThrow().notRead())
                    .isEqualTo(lost.blob().size());
            assertThat(measured.problems())
                    .singleElement()
                    .matches(problem -> problem.severity() == Severity.FAIL)
                    .matches(problem -> problem.message().contains("of db cannot be read"));
        }
    }

    @Test
    void beginsATransferAnewThatBreaksOff() throws Exception {
        AtomicInteger broken = new AtomicInteger();
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            RegistryImages images = images();
            String place = registry.name() + "/ns";
            family(images, place, "1");
            String layer =
                    images.layersOf(place + "/os-base:1").get(0).blob().digest().toString();
            try (FaultyProxy proxy = FaultyProxy.before(
                    registry,
                    (method, path) -> path.endsWith(layer) && broken.getAndIncrement() == 0
                            ? new FaultyProxy.Fault.Drop()
                            : new FaultyProxy.Fault.None())) {
                RegistryStore store = store();
                LayerLibrary library = new LayerLibrary(
                        store,
                        new LayerCache(directory.resolve("cache"), warnings::add),
                        directory.resolve("scratch"),
                        2);
                String reference = proxy.name() + "/ns/os-base:1";
                Measured measured = new TreeAnalysis(store, library, new SizeSettings(List.of(), 10))
                        .run(List.of(new ImageRequest("base", reference, Optional.empty())));
                assertThat(measured.problems()).isEmpty();
                assertThat(broken).hasValue(2);
            }
        }
    }

    @Test
    void choosesThePlatformOfAnIndex() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            RegistryImages images = images();
            String reference = registry.name() + "/ns/many:1";
            images.putIndex(
                    reference,
                    Map.of(
                            "amd64", new TarFile().file("a", "for amd64"),
                            "arm64", new TarFile().file("a", "for arm64, which is longer")));
            StoredImage found = store().find(reference).orElseThrow();
            assertThat(found.layers())
                    .singleElement()
                    .matches(layer -> layer.diffId()
                            .equals(images.layersOf(reference + "-amd64").get(0).diffId()));
            RegistryStore other =
                    new RegistryStore(registries(Credentials.none()), new Platform("linux", "s390x", ""), directory);
            assertThatThrownBy(() -> other.find(reference)).hasMessageEndingWith("has no image for linux/s390x");
        }
    }

    @Test
    void comparesWithTagsAndTellsABaseOnce() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            RegistryImages images = images();
            String place = registry.name() + "/ns";
            String old = registry.name() + "/released/of/old";
            images.put(old + "/os-base:9", "", new TarFile().file("etc/base", "b"));
            images.put(
                    old + "/os-api:9",
                    old + "/os-base:9",
                    new TarFile().file("opt/api", "a".repeat(9000)),
                    new TarFile().file("opt/more", "m"));
            List<ImageRequest> requests = family(images, place, "1");
            Baseline baseline =
                    new RemoteBaseline(store(), RegistryPlace.parse(old + ":9"), warnings::add).fetch(requests);
            SizeReport report = SizeReport.of(
                    "t",
                    new ManifestAnalysis(store()).run(requests),
                    List.of(new Profile("node", Glob.all(List.of("api")))),
                    Optional.of(baseline),
                    new Budgets(
                            List.of(new Budget(
                                    "growth",
                                    Glob.all(List.of("*")),
                                    Severity.FAIL,
                                    List.of(new Budget.MaxGrowth(OptionalDouble.empty(), OptionalLong.of(1))))),
                            List.of(),
                            LocalDate.EPOCH));
            Comparison comparison = report.comparison().orElseThrow();
            long grown = images.packedBytes(place + "/os-base:1") - images.packedBytes(old + "/os-base:9");
            assertThat(grown).isPositive();
            assertThat(comparison.packed()).isTrue();
            assertThat(comparison.baseline()).isEqualTo(old + ":9");
            assertThat(comparison.of("base").orElseThrow().ownChange()).isEqualTo(grown);
            assertThat(comparison.of("api").orElseThrow())
                    .matches(change -> change.state() == Comparison.State.SAME && change.inheritedChange() == grown);
            assertThat(comparison.of(Comparison.State.ADDED))
                    .as("there is no such tag")
                    .extracting(Comparison.Change::image)
                    .containsExactly("db");
            assertThat(report.budgets().breaches())
                    .singleElement()
                    .matches(breach -> breach.subject().equals("base"))
                    .matches(breach -> breach.message().contains(", packed,"));
            assertThat(report.profiles().get(0).upgrade().orElseThrow().packedBytes())
                    .as("the node has the layers over the base")
                    .isEqualTo(images.packedBytes(place + "/os-base:1"));
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void saysWhenThereIsNoSuchTagOrNoRegistry() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            List<ImageRequest> requests = family(images(), registry.name() + "/ns", "1");
            assertThatThrownBy(
                            () -> new RemoteBaseline(store(), RegistryPlace.parse("2"), warnings::add).fetch(requests))
                    .isInstanceOf(BaselineException.class)
                    .hasMessage("the baseline tag 2 was not found: there is no " + registry.name()
                            + "/ns/os-api:2 nor any of the other images");
        }
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        List<ImageRequest> requests = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            requests.add(new ImageRequest("i" + i, "127.0.0.1:" + free + "/x/i" + i + ":1", Optional.empty()));
        }
        assertThatThrownBy(() -> new RemoteBaseline(store(), RegistryPlace.parse("2"), warnings::add).fetch(requests))
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith("the baseline tag 2 cannot be fetched: 127.0.0.1:" + free + ": no connection");
        assertThat(warnings).as("it is asked for the first image only").hasSize(1);
    }

    /** A hundred refused logins would lock an account. */
    @Test
    void triesAWrongLoginThreeTimesAtMost() throws Exception {
        try (LocalRegistry registry =
                LocalRegistry.start(directory, Options.plain().login(directory))) {
            List<String> references = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                references.add(registry.name() + "/x/i" + i + ":1");
            }
            Counted wrong = new Counted(new Credential.Basic("pusher", "wrong"));
            RegistryStore refused = new RegistryStore(registries(new Credentials(List.of(wrong))), AMD64, directory);
            assertThatThrownBy(() -> refused.fetch(references))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("refuses the login from the test");
            assertThat(wrong.asked).isEqualTo(3);

            Counted right = new Counted(LocalRegistry.LOGIN);
            RegistryStore allowed = new RegistryStore(registries(new Credentials(List.of(right))), AMD64, directory);
            allowed.fetch(references);
            assertThat(allowed.find(references.get(0))).isEmpty();
        }
    }

    private static final class Counted implements CredentialSource {

        private final Credential credential;
        private int asked;

        Counted(Credential credential) {
            this.credential = credential;
        }

        @Override
        public synchronized Optional<Credential> find(String registry, String repository) {
            asked++;
            return Optional.of(credential);
        }

        @Override
        public String origin() {
            return "the test";
        }
    }
}
