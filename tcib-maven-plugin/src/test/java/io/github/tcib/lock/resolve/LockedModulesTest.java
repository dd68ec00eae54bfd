package io.github.tcib.lock.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.build.buildah.BuildahEngine;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedImage;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Module streams and groups, from the resolution to the locked build: the real dnf in both. */
class LockedModulesTest {

    private static final String GROUPS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <comps>
              <group>
                <id>tools</id>
                <name>Tools</name>
                <packagelist>
                  <packagereq type="mandatory">addon</packagereq>
                </packagelist>
              </group>
            </comps>
            """;

    /** The base with what RHEL and its kin say of their platform, which streams require. */
    private static final String BASE = "localhost/standin-platform:1";

    @TempDir
    private static Path shared;

    private static Optional<StandinFixture> opened = Optional.empty();

    @TempDir
    private Path directory;

    private TestTree tree;
    private boolean offline;

    @BeforeAll
    static void open() throws Exception {
        opened = Optional.of(StandinFixture.open(shared));
        standin()
                .publish(
                        "r",
                        "",
                        Map.of(
                                "app-1", "",
                                "addon-1", "",
                                "extra-1", "",
                                "runtime-1", "ModularityLabel: runtime:1:1:aaaaaaaa",
                                "runtime-2", "ModularityLabel: runtime:2:1:aaaaaaaa",
                                // the newest, and hidden wherever a stream is active
                                "runtime-3", ""),
                        Map.of("group", GROUPS));
        Path context = Files.createDirectories(shared.resolve("platform"));
        Files.writeString(
                context.resolve("Containerfile"),
                "FROM " + StandinFixture.BASE + "\nRUN echo 'PLATFORM_ID=\"platform:el9\"' >> /etc/os-release\n");
        standin().buildah("bud", "-q", "--runtime", "runc", "-t", BASE, context.toString());
    }

    @AfterAll
    static void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    @BeforeEach
    void publish() throws Exception {
        standin().publishMetadata("r", Map.of("modules", modules("test")));
        tree = new TestTree(directory);
    }

    @AfterEach
    void removeImages() throws Exception {
        for (String reference : standin()
                .buildah("images", "--format", "{{.Name}}:{{.Tag}}")
                .lines()
                .toList()) {
            if (reference.startsWith("localhost/test/")) {
                standin().buildah("rmi", "--force", reference);
            }
        }
    }

    private static StandinFixture standin() {
        return opened.orElseThrow();
    }

    @Test
    void lockedBuildsOfStreamsAndGroupsInstallWhatUnlockedOnesDo() throws Exception {
        image("default", "dnf -y install runtime");
        image("enabled", "dnf -y module enable runtime:2 && dnf -y install runtime");
        image("installed", "dnf -y module install runtime:2/common");
        image("at", "dnf -y install @runtime:2/common @tools");
        image("disabled", "dnf -y module disable runtime && dnf -y install runtime");
        image("switched", "dnf -y module enable runtime:2", "dnf -y module reset runtime", "dnf -y install runtime");
        image("group", "dnf -y group install tools");
        tree.image("child", "enabled", "RUN dnf -y install app && dnf -y update");
        build(Optional.empty());
        Map<String, List<String>> unlocked = packages();
        ArchitectureLock lock = resolve(Optional.empty(), new Update.Nothing());

        build(Optional.of(lock));

        assertThat(packages()).isEqualTo(unlocked);
        assertThat(unlocked.get("default")).contains("runtime-1-1.noarch");
        assertThat(unlocked.get("enabled")).contains("runtime-2-1.noarch");
        assertThat(unlocked.get("at")).contains("runtime-2-1.noarch", "addon-1-1.noarch");
        assertThat(unlocked.get("disabled")).contains("runtime-3-1.noarch");
        unlocked.forEach((image, packages) -> assertThat(lock.packagesOf(new ImageName(image)))
                .as(image)
                .extracting(Object::toString)
                .containsExactlyInAnyOrderElementsOf(packages));
    }

    @Test
    void otherMetadataBuildsTheImagesWhoseStepsNameStreamsOrGroups() throws Exception {
        image("plain", "dnf -y install runtime");
        image("streams", "dnf -y module enable runtime:2 && dnf -y install runtime");
        image("groups", "dnf -y groupinstall tools");
        ArchitectureLock lock = resolve(Optional.empty(), new Update.Nothing());
        build(Optional.of(lock));

        standin().publishMetadata("r", Map.of("modules", modules("in other words")));
        ArchitectureLock newer = resolve(Optional.of(lock), new Update.Names(List.of("metadata")));
        BuildResult result = build(Optional.of(newer));

        assertThat(newer.rpms()).isEqualTo(lock.rpms());
        assertThat(TestTree.outcomes(result))
                .containsExactlyInAnyOrder("plain cached", "streams built", "groups cached");
        assertThat(result.withStatus(ImageStatus.BUILT).get(0).reason()).isEqualTo("repository r modules changed");
    }

    @Test
    void theOldLockBuildsFromTheCacheWithoutTheRepository() throws Exception {
        image("streams", "dnf -y module enable runtime:2 && dnf -y install runtime");
        image("groups", "dnf -y groupinstall tools");
        ArchitectureLock lock = resolve(Optional.empty(), new Update.Nothing());
        build(Optional.of(lock));
        standin().buildah("rmi", "--force", TestTree.referenceOf("streams"), TestTree.referenceOf("groups"));
        Path away = standin().repository("away");
        Files.move(directory.resolve("cache/repositories"), directory.resolve("cache/away"));
        Files.move(standin().repository("r"), away);
        try {
            offline = true;

            assertThat(TestTree.outcomes(build(Optional.of(lock))))
                    .containsExactlyInAnyOrder("streams built", "groups built");
        } finally {
            Files.move(away, standin().repository("r"));
        }
    }

    @Test
    void locksTheMetadataThatIsNeededAndNoOther() throws Exception {
        image("plain", "dnf -y install app");
        assertThat(kindsIn(resolve(Optional.empty(), new Update.Nothing()))).isEmpty();
        image("groups", "dnf -y install @tools");
        assertThat(kindsIn(resolve(Optional.empty(), new Update.Nothing())))
                .containsExactly(MetadataKind.GROUP, MetadataKind.MODULES);
        tree = new TestTree(directory);
        image("default", "dnf -y install runtime");
        assertThat(kindsIn(resolve(Optional.empty(), new Update.Nothing()))).containsExactly(MetadataKind.MODULES);
    }

    @Test
    void aLockOfAnEarlierPluginIsOldWhereStepsNameStreamsOrGroups() throws Exception {
        image("plain", "dnf -y install app");
        image("streams", "dnf -y module enable runtime:2 && dnf -y install runtime");
        ArchitectureLock lock = resolve(Optional.empty(), new Update.Nothing());

        ArchitectureLock old = withoutMetadata(lock);

        assertThat(TreeResolution.staleIn(old, imageTree())).containsExactly(new ImageName("streams"));
        assertThat(resolve(Optional.of(old), new Update.Nothing())).isEqualTo(lock);
        assertThat(TreeResolution.staleIn(lock, imageTree())).isEmpty();
    }

    @Test
    void aStreamThatAnImageEnablesByAnAtIsNotThatOfItsSiblings() throws Exception {
        image("a", "dnf -y install @runtime:2/common");
        image("b", "dnf -y install runtime");

        ArchitectureLock lock = resolve(Optional.empty(), new Update.Nothing());

        assertThat(lock.packagesOf(new ImageName("a")))
                .extracting(Object::toString)
                .contains("runtime-2-1.noarch");
        assertThat(lock.packagesOf(new ImageName("b")))
                .extracting(Object::toString)
                .contains("runtime-1-1.noarch");
    }

    @Test
    void aStreamThatIsAskedForLaterIsFoundThoughWhatIsLockedStays() throws Exception {
        image("two", "dnf -y module enable runtime:2 && dnf -y install runtime");
        ArchitectureLock first = resolve(Optional.empty(), new Update.Nothing());
        image("one", "dnf -y install runtime");
        image("none", "dnf -y module disable runtime && dnf -y install runtime");

        ArchitectureLock second = resolve(Optional.of(first), new Update.Nothing());

        assertThat(second.rpms().keySet())
                .extracting(Object::toString)
                .containsExactly("runtime-1-1.noarch", "runtime-2-1.noarch", "runtime-3-1.noarch");
        assertThat(second.find(new ImageName("one")).orElseThrow().adds())
                .extracting(Object::toString)
                .containsExactly("runtime-1-1.noarch");
        assertThat(second.find(new ImageName("none")).orElseThrow().adds())
                .extracting(Object::toString)
                .containsExactly("runtime-3-1.noarch");
    }

    /** Parents that are not built anew keep what dnf knew of the repositories when they were. */
    @Test
    void stepsFindPackagesThatWereLockedAfterTheirParentWasBuilt() throws Exception {
        image("os", "dnf -y install app");
        ArchitectureLock first = resolve(Optional.empty(), new Update.Nothing());
        build(Optional.of(first));
        tree.image("child", "os", "RUN dnf -y install extra");
        ArchitectureLock second = resolve(Optional.of(first), new Update.Nothing());

        assertThat(TestTree.outcomes(build(Optional.of(second)))).containsExactly("os cached", "child built");
    }

    private void image(String name, String... runs) {
        String[] instructions = new String[runs.length];
        for (int i = 0; i < runs.length; i++) {
            instructions[i] = "RUN " + runs[i];
        }
        tree.base(name, BASE, instructions);
    }

    private ImageTree imageTree() {
        return new ImageTree(tree.graph(), new TreeMap<>(), new TreeMap<>(), List.of(), List.of());
    }

    private ArchitectureLock resolve(Optional<ArchitectureLock> before, Update update) throws Exception {
        Resolution resolution = new TreeResolution(standin().settings(), Map.of(), Duration.ofMinutes(5), line -> {})
                .run(imageTree(), before, update, false);
        assertThat(resolution.warnings()).isEmpty();
        return resolution.locked();
    }

    private BuildResult build(Optional<ArchitectureLock> lock) throws Exception {
        Optional<LockedPackages> packages = lock.map(one -> new LockedPackages(
                one,
                new LockedPackages.Settings(
                        directory.resolve("cache"), offline, true, ProxySelector.of(null), note -> {}, note -> {})));
        List<String> warnings = new ArrayList<>();
        BuildahEngine engine = BuildahEngine.open(standin().settings(), packages, warnings::add);
        BuildResult result =
                new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(engine), new RecordedLog()).run();
        assertThat(warnings).isEmpty();
        assertThat(result.withStatus(ImageStatus.FAILED)).isEmpty();
        return result;
    }

    private Map<String, List<String>> packages() throws Exception {
        Map<String, List<String>> packages = new TreeMap<>();
        for (ImageDefinition image : tree.graph().images()) {
            packages.put(image.name().value(), standin().packagesIn(image.reference()));
        }
        return packages;
    }

    private static List<MetadataKind> kindsIn(ArchitectureLock lock) {
        return lock.repositories().values().stream()
                .flatMap(repository -> repository.metadata().keySet().stream())
                .toList();
    }

    private static ArchitectureLock withoutMetadata(ArchitectureLock lock) {
        return ArchitectureLock.of(
                lock.layout(),
                lock.bases().values(),
                lock.repositories().values().stream()
                        .map(repository -> repository.withOnly(List.of()))
                        .toList(),
                lock.rpms().values(),
                lock.images().values().stream()
                        .map(image -> new LockedImage(
                                image.name(),
                                image.parent(),
                                image.steps(),
                                image.adds(),
                                image.removes(),
                                image.fetches(),
                                image.modules(),
                                new TreeSet<>()))
                        .toList());
    }

    private static String modules(String description) {
        return stream("1", description) + stream("2", description) + """
                ---
                document: modulemd-defaults
                version: 1
                data:
                  module: runtime
                  stream: "1"
                ...
                """;
    }

    private static String stream(String stream, String description) {
        return """
                ---
                document: modulemd
                version: 2
                data:
                  name: runtime
                  stream: "%1$s"
                  version: 1
                  context: aaaaaaaa
                  arch: x86_64
                  summary: test
                  description: %2$s
                  license:
                    module: [MIT]
                  dependencies:
                  - requires:
                      platform: [el9]
                  profiles:
                    common:
                      rpms: [runtime]
                  artifacts:
                    rpms: [runtime-0:%1$s-1.noarch]
                ...
                """.formatted(stream, description);
    }
}
