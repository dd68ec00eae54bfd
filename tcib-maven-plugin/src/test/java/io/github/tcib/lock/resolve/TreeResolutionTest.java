package io.github.tcib.lock.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedImage;
import io.github.tcib.lock.Nevra;
import io.github.tcib.model.ImageName;
import io.github.tcib.oci.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees resolved by the real dnf, on repositories of real RPMs. */
class TreeResolutionTest {

    @TempDir
    private static Path directory;

    private static Optional<StandinFixture> opened = Optional.empty();
    private final TestImages images = new TestImages();
    private final List<String> log = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        opened = Optional.of(StandinFixture.open(directory));
        standin()
                .publish(
                        "r",
                        "",
                        Map.of(
                                "app-1", "Requires: lib",
                                "app-common-1", "",
                                "lib-1", "",
                                "lib-2", "",
                                "tool-1", "Requires: lib >= 2\nRecommends: extra",
                                "extra-1", "",
                                "old-1", "Conflicts: app",
                                "unrelated-1", ""),
                        Map.of());
    }

    @BeforeEach
    void startAnew() {
        images.clear();
        log.clear();
    }

    @AfterAll
    static void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    private static StandinFixture standin() {
        return opened.orElseThrow();
    }

    private Resolution resolve(Optional<ArchitectureLock> before, Update update) throws Exception {
        Resolution resolution = new TreeResolution(standin().settings(), Map.of(), Duration.ofMinutes(5), log::add)
                .run(images.tree(), before, update, false);
        standin().assertNothingLeft();
        return resolution;
    }

    private ArchitectureLock resolve() throws Exception {
        return resolve(Optional.empty(), new Update.Nothing()).locked();
    }

    private static LockedImage image(ArchitectureLock locked, String name) {
        return locked.find(new ImageName(name)).orElseThrow();
    }

    private static List<String> texts(Collection<Nevra> packages) {
        return packages.stream().map(Nevra::toString).toList();
    }

    private void assertThatItIsWhatABuildInstalls(ArchitectureLock locked, String name, String... runs)
            throws Exception {
        assertThat(texts(locked.packagesOf(new ImageName(name))))
                .containsExactlyInAnyOrderElementsOf(standin().packagesAfter(runs));
    }

    @Test
    void walksDownTheTree() throws Exception {
        images.add("base", "", "dnf -y install app", "dnf -y install --setopt=install_weak_deps=False tool");
        images.add("child", "base", "dnf -y install extra app-common lib");
        ArchitectureLock locked = resolve();
        assertThat(texts(image(locked, "base").adds()))
                .containsExactly("app-1-1.noarch", "lib-2-1.noarch", "tool-1-1.noarch");
        assertThat(texts(image(locked, "child").adds())).containsExactly("app-common-1-1.noarch", "extra-1-1.noarch");
        assertThat(locked.repositories().keySet()).containsExactly("r");
        assertThat(locked.rpms().values()).allSatisfy(rpm -> {
            Path file = standin().repository("r").resolve(rpm.location());
            assertThat(Files.size(file)).isEqualTo(rpm.bytes());
            assertThat(Digest.of(Files.readAllBytes(file))).isEqualTo(rpm.sha256());
        });
        assertThatItIsWhatABuildInstalls(
                locked,
                "child",
                "dnf -y install app",
                "dnf -y install --setopt=install_weak_deps=False tool",
                "dnf -y install extra app-common lib");
    }

    @Test
    void followsRemovalsReinstallsUpdatesAndRpm() throws Exception {
        String[] runs = {
            "dnf -y install lib-1 unrelated && dnf -y reinstall lib",
            "dnf -y update",
            "dnf -y install tool && rpm -e --nodeps extra && dnf -y install extra",
            "dnf -y install app-common && dnf -y remove unrelated app-common",
            "rpm -e --nodeps extra",
        };
        images.add("base", "", runs);
        ArchitectureLock locked = resolve();
        assertThatItIsWhatABuildInstalls(locked, "base", runs);
        assertThat(texts(image(locked, "base").fetches()))
                .as("what the steps download and the image does not keep")
                .containsExactly("app-common-1-1.noarch", "extra-1-1.noarch", "lib-1-1.noarch", "unrelated-1-1.noarch");
    }

    @Test
    void keepsWhatIsLockedUntilItIsNamedOrNeeded() throws Exception {
        images.add("base", "", "dnf -y install app --excludepkgs lib-2*");
        ArchitectureLock first = resolve();
        assertThat(texts(image(first, "base").adds())).containsExactly("app-1-1.noarch", "lib-1-1.noarch");
        assertThat(resolve(Optional.of(first), new Update.Nothing()).resolved())
                .as("asked nobody")
                .isFalse();

        images.clear();
        images.add("base", "", "dnf -y install app");
        images.add("other", "base", "dnf -y install unrelated");
        ArchitectureLock kept =
                resolve(Optional.of(first), new Update.Nothing()).locked();
        assertThat(texts(image(kept, "base").adds())).containsExactly("app-1-1.noarch", "lib-1-1.noarch");
        assertThat(texts(image(kept, "other").adds())).containsExactly("unrelated-1-1.noarch");

        ArchitectureLock moved =
                resolve(Optional.of(kept), new Update.Names(List.of("li*"))).locked();
        assertThat(texts(image(moved, "base").adds())).containsExactly("app-1-1.noarch", "lib-2-1.noarch");

        images.add("needing", "base", "dnf -y install tool");
        ArchitectureLock needed =
                resolve(Optional.of(kept), new Update.Nothing()).locked();
        assertThat(texts(image(needed, "needing").adds())).contains("lib-2-1.noarch", "tool-1-1.noarch");
        assertThat(texts(image(needed, "needing").removes())).containsExactly("lib-1-1.noarch");
    }

    @Test
    void whatOnlyABranchNamesMayBeMissing() throws Exception {
        images.add("base", "", "if [ -f /nowhere ]; then dnf -y install app no-such-package; fi");
        Resolution resolution = resolve(Optional.empty(), new Update.Nothing());
        assertThat(texts(image(resolution.locked(), "base").adds())).contains("app-1-1.noarch");
        assertThat(resolution.warnings())
                .singleElement()
                .asString()
                .isEqualTo("base/base.yaml:1:8: left out, as only a branch names it: no-such-package");
    }

    @Test
    void tellsEveryProblemWithItsPlace() throws Exception {
        images.add("base", "", "dnf -y install app", "true && dnf -y install unrelatd");
        images.add("other", "", "dnf -y install app", "dnf -y install old");
        images.add("child", "other", "dnf -y install lib");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining("2 problems with packages, nothing was written:")
                .hasMessageContaining("base/base.yaml:2:8: 'base' installs 'unrelatd', which no enabled repository has;"
                        + " did you mean 'unrelated'?")
                .hasMessageContaining(
                        "other/other.yaml:2:8: the packages of 'other' cannot be installed together." + " dnf says:")
                .hasMessageContaining("conflicts with app");
    }

    @Test
    void tellsARepositoryThatIsNotThereOrDamaged() throws Exception {
        images.add("base", "", "dnf -y install app");
        Path primary;
        try (var files = Files.list(standin().repository("r").resolve("repodata"))) {
            primary = files.filter(file -> file.toString().contains("primary"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] content = Files.readAllBytes(primary);
        try {
            Files.write(primary, new byte[content.length]);
            assertThatThrownBy(this::resolve)
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageContaining("the repositories cannot be read, in the words of dnf: ")
                    .hasMessageContaining("primary.xml");
        } finally {
            Files.write(primary, content);
        }
        Path repodata = standin().repository("r").resolve("repodata");
        Path aside = Files.move(repodata, repodata.resolveSibling("aside"));
        try {
            assertThatThrownBy(this::resolve)
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageContaining("Failed to download metadata for repo 'r'");
        } finally {
            Files.move(aside, repodata);
        }
        standin().assertNothingLeft();
    }

    @Test
    void tellsABaseWithoutDnf() throws Exception {
        Path context = Files.createDirectories(directory.resolve("bare"));
        Files.writeString(
                context.resolve("Containerfile"),
                "FROM " + StandinFixture.BASE + "\nRUN rm -rf /usr/lib/python3/dist-packages/dnf\n");
        standin().buildah("bud", "-q", "--runtime", "runc", "-t", "localhost/bare:1", context.toString());
        images.addOn("localhost/bare:1", "base", "dnf -y install app");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("the base localhost/bare:1 has no dnf for Python");
    }

    @Test
    void tellsAPackageOfTheBaseThatNoRepositoryHas() throws Exception {
        String first = standin().packagesIn(StandinFixture.BASE).get(0);
        images.add(
                "base",
                "",
                "dnf -y reinstall " + Nevra.parse(first).orElseThrow().name());
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ResolutionException.class)
                .hasMessage("base/base.yaml:1:8: 'base' installs a package again that the base has and no repository:"
                        + " Installed package " + first + " (from the base) not available.");
    }

    @Test
    void quotesThePythonOfABaseThatFails() throws Exception {
        Path context = Files.createDirectories(directory.resolve("broken"));
        Files.writeString(
                context.resolve("Containerfile"),
                "FROM " + StandinFixture.BASE
                        + "\nRUN echo 'Base = None' >> /usr/lib/python3/dist-packages/dnf/__init__.py\n");
        standin().buildah("bud", "-q", "--runtime", "runc", "-t", "localhost/broken:1", context.toString());
        images.addOn("localhost/broken:1", "base", "dnf -y install app");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("packages cannot be resolved in a container of localhost/broken:1:\n")
                .hasMessageContaining("\nTypeError: 'NoneType' object is not callable");
        standin().assertNothingLeft();
    }

    @Test
    void tellsABaseWhoseDigestBuildahDoesNotKnow() throws Exception {
        Path program = directory.resolve("buildah-of-old");
        Files.writeString(program, """
                #!/bin/sh
                case "$*" in
                    *"images --json"*) buildah "$@" | sed 's/"digest": "sha256:[^"]*"/"digest": "md5:0"/' ;;
                    *) exec buildah "$@" ;;
                esac
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        BuildahSettings real = standin().settings();
        BuildahSettings settings = new BuildahSettings(
                new BuildahSettings.Program(
                        program.toString(),
                        real.program().globalArguments(),
                        real.program().buildArguments()),
                real.steps(),
                real.registries(),
                real.format(),
                real.platform(),
                real.keepReplaced());
        images.add("base", "", "dnf -y install app");
        assertThatThrownBy(() -> new TreeResolution(settings, Map.of(), Duration.ofMinutes(5), log::add)
                        .run(images.tree(), Optional.empty(), new Update.Nothing(), false))
                .isInstanceOf(ResolutionException.class)
                .hasMessage("buildah does not tell the digest of the base " + StandinFixture.BASE
                        + ": 'md5:0' is not a digest of the form sha256:<64 hexadecimal digits>");
    }

    @Test
    void removesItsContainerWhenItTakesTooLong() throws Exception {
        images.add("base", "", "dnf -y install app");
        TreeResolution hasty = new TreeResolution(standin().settings(), Map.of(), Duration.ofMillis(1), log::add);
        assertThatThrownBy(() -> hasty.run(images.tree(), Optional.empty(), new Update.Nothing(), false))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("took longer than");
        standin().assertNothingLeft();
    }

    @Test
    void asksNobodyAboutATreeWithoutPackages() throws Exception {
        images.add("base", "", "echo hello");
        assertThat(resolve().images()).isEmpty();
    }
}
