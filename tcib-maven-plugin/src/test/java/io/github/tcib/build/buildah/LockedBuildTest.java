package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedBase;
import io.github.tcib.lock.LockedImage;
import io.github.tcib.lock.LockedParent;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.Nevra;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.model.ImageName;
import io.github.tcib.oci.Digest;
import io.github.tcib.rpm.RpmFixture;
import io.github.tcib.rpm.RpmTools;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real buildah, with a base of a few megabytes: steps copy databases instead of running dnf. */
class LockedBuildTest {

    private static final String INSTALL = "RUN mkdir -p /var/lib/rpm && cp /databases/%s /var/lib/rpm/rpmdb.sqlite";

    @TempDir
    private Path directory;

    private BuildahFixture buildah;
    private TestTree tree;
    private Path repository;
    private String baseDigest = "";
    private boolean offline;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final RecordedLog log = new RecordedLog();

    @BeforeEach
    void open() throws Exception {
        RpmTools.require("rpmbuild");
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        baseDigest = buildah.run("images", "--format", "{{.Digest}}", BuildahFixture.BASE);
        repository = directory.resolve("mirror");
        for (String name : List.of("one", "two")) {
            RpmTools.build(directory.resolve("work"), repository, RpmTools.spec(name, "1", "", name));
        }
        Files.createDirectories(repository.resolve("repodata"));
        Files.writeString(repository.resolve("repodata/repomd.xml"), "first");
        Files.createDirectories(directory.resolve("repos.d"));
        Files.writeString(
                directory.resolve("repos.d/app.repo"), "[app]\nname=App\nbaseurl=file:///app-repository\ngpgcheck=0\n");
        List<Path> rpms = RpmTools.rpmsIn(repository);
        database("one", rpms.subList(0, 1));
        database("both", rpms);
        tree = new TestTree(directory)
                .base("os", BuildahFixture.BASE, INSTALL.formatted("one"))
                .image("api", "os", INSTALL.formatted("both"))
                .image("conf", "os", "ENV a=b");
    }

    @AfterEach
    void close() throws Exception {
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void stepsFindTheLockedPackagesAndNothingOfThatEndsInAnImage() throws Exception {
        tree.image(
                "api",
                "os",
                INSTALL.formatted("both"),
                "RUN cat /etc/distro.repos.d/app.repo > /seen && ls /etc/distro.repos.d/locked/app >> /seen",
                "RUN ! touch /etc/distro.repos.d/x && ls / | grep -c app-repository >> /seen || true");

        assertThat(TestTree.outcomes(build(lock("1")))).containsExactly("os built", "api built", "conf built");

        Path root = mounted("api");
        assertThat(Files.readAllLines(root.resolve("seen")))
                .contains("baseurl=file:///etc/distro.repos.d/locked/app", "one-1-1.el9.noarch.rpm", "repodata")
                .endsWith("0");
        Path point = root.resolve("etc/distro.repos.d");
        if (Files.exists(point)) {
            try (Stream<Path> files = Files.list(point)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void aNewStateOfTheRepositoryBuildsNothing() throws Exception {
        build(lock("1"));
        Files.writeString(repository.resolve("repodata/repomd.xml"), "second");
        Files.writeString(directory.resolve("repos.d/more.repo"), "[more]\nbaseurl=file:///nowhere\n");

        assertThat(TestTree.outcomes(build(lock("1")))).containsExactly("os cached", "api cached", "conf cached");
    }

    @Test
    void anotherPackageBuildsTheImagesThatHoldItAndIsNamed() throws Exception {
        build(lock("1"));
        String id = idOf("os");

        BuildResult result = build(lock("2"));

        assertThat(TestTree.outcomes(result)).containsExactly("os cached", "api built", "conf cached");
        assertThat(result.withStatus(ImageStatus.BUILT).get(0).reason()).isEqualTo("package two changed");
        assertThat(idOf("os")).isEqualTo(id);
    }

    @Test
    void theOldLockBuildsFromTheCacheWithoutRepositoryAndNetwork() throws Exception {
        build(lock("1"));
        RpmTools.run(Map.of(), "rm", "-r", repository.toString());
        buildah.run("rmi", "--force", TestTree.referenceOf("api"));
        offline = true;
        tree.image("api", "os", INSTALL.formatted("both"), "RUN cat /proc/net/dev > /network");

        assertThat(TestTree.outcomes(build(lock("1")))).containsExactly("os cached", "api built", "conf cached");
        assertThat(Files.readAllLines(mounted("api").resolve("network")))
                .filteredOn(line -> line.contains(":"))
                .singleElement()
                .asString()
                .contains("lo:");
    }

    @Test
    void anImageWithAPackageThatIsNotLockedFailsAndIsTakenAway() throws Exception {
        tree.image("conf", "os", INSTALL.formatted("both"));

        BuildResult result = build(lock("1"));

        assertThat(TestTree.outcomes(result)).containsExactly("os built", "api built", "conf failed");
        assertThat(result.withStatus(ImageStatus.FAILED).get(0).reason())
                .isEqualTo(
                        "it has packages that are not locked:"
                                + " two-1-1.el9.noarch; run tcib:lock if the layout has changed, or set tcib.lock.verify=false");
        assertThat(buildah.run("images", "--format", "{{.Name}}")).doesNotContain("conf");
    }

    @Test
    void anImageThatLacksALockedPackageIsWorthAWarning() throws Exception {
        tree.image("api", "os", INSTALL.formatted("one"));

        assertThat(TestTree.outcomes(build(lock("1")))).containsExactly("os built", "api built", "conf built");
        assertThat(warnings)
                .containsExactly("the image 'api' lacks packages that are locked for its steps: two-1-1.el9.noarch;"
                        + " that is as it should be when a branch of a script was not taken");
    }

    @Test
    void anotherBaseThanTheLockedOneIsRefusedBeforeAnythingIsBuilt() {
        baseDigest = "sha256:" + "9".repeat(64);

        assertThatThrownBy(() -> build(lock("1")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("the base " + BuildahFixture.BASE + " is not the locked one")
                .hasMessageContaining("run tcib:lock");
    }

    /** @param version of package two in what decides images; its file stays the same */
    private ArchitectureLock lock(String version) throws Exception {
        List<LockedRpm> rpms = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            Path rpm = directory.resolve("kept-" + name);
            if (!Files.exists(rpm)) {
                Files.copy(repository.resolve("noarch/" + name + "-1-1.el9.noarch.rpm"), rpm);
            }
            byte[] content = Files.readAllBytes(rpm);
            if (name.equals("two") && version.equals("2")) {
                // what was signed anew has another digest and the same name
                content = Arrays.copyOf(content, content.length + 1);
                Files.write(repository.resolve("noarch/two-1-1.el9.noarch.rpm"), content);
            }
            rpms.add(new LockedRpm(
                    nevra(name), Digest.of(content), content.length, "app", "noarch/" + nevra(name) + ".rpm"));
        }
        LockedBase base = new LockedBase(BuildahFixture.BASE, Digest.parse(baseDigest), new TreeSet<>());
        LockedParent os = new LockedParent.Image(new ImageName("os"));
        return ArchitectureLock.of(
                digest(),
                List.of(base),
                List.of(new LockedRepository(
                        "app",
                        "file:///app-repository",
                        digest(),
                        OptionalInt.empty(),
                        false,
                        List.of(),
                        new TreeMap<>())),
                rpms,
                List.of(
                        image("os", new LockedParent.Base(BuildahFixture.BASE), nevra("one")),
                        image("api", os, nevra("two")),
                        image("conf", os)));
    }

    private static LockedImage image(String name, LockedParent parent, Nevra... adds) {
        SortedSet<Nevra> added = new TreeSet<>(List.of(adds));
        return new LockedImage(
                new ImageName(name),
                parent,
                digest(),
                added,
                new TreeSet<>(),
                new TreeSet<>(),
                List.of(),
                new TreeSet<>());
    }

    private static Nevra nevra(String name) {
        return new Nevra(name, 0, "1", "1.el9", "noarch");
    }

    private static Digest digest() {
        return new Digest("0".repeat(64));
    }

    private void database(String name, List<Path> rpms) throws Exception {
        Path databases = Files.createDirectories(directory.resolve("databases"));
        Files.move(RpmFixture.databaseOf(directory, rpms), databases.resolve(name));
    }

    private BuildResult build(ArchitectureLock lock) throws Exception {
        LockedPackages packages = new LockedPackages(
                lock,
                new LockedPackages.Settings(
                        directory.resolve("cache"), offline, true, ProxySelector.of(null), note -> {}, warnings::add));
        BuildahSettings settings = buildah.settings(
                Optional.of(directory.resolve("repos.d")),
                directory.resolve("databases") + ":/databases:ro",
                repository + ":/app-repository:ro");
        BuildahEngine engine = BuildahEngine.open(settings, Optional.of(packages), warnings::add);
        return new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(engine), log).run();
    }

    private String idOf(String image) throws Exception {
        return buildah.run("images", "-q", "--no-trunc", TestTree.referenceOf(image));
    }

    /** Left for {@link BuildahFixture#close} to unmount. */
    private Path mounted(String image) throws Exception {
        return Path.of(buildah.run("mount", buildah.run("from", "--pull-never", TestTree.referenceOf(image))));
    }
}
