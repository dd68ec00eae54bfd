package io.github.tcib.lock.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.Nevra;
import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that change what dnf sees or may do: repositories, options, module streams, groups. Compared with real builds. */
class RepositoryStatesTest {

    private static final String MODULES = """
            ---
            document: modulemd
            version: 2
            data:
              name: runtime
              stream: "1"
              version: 1
              context: aaaaaaaa
              arch: x86_64
              summary: test
              description: test
              license:
                module: [MIT]
              profiles:
                common:
                  rpms: [runtime]
              artifacts:
                rpms: [runtime-0:1-1.noarch]
            ...
            ---
            document: modulemd
            version: 2
            data:
              name: runtime
              stream: "2"
              version: 1
              context: bbbbbbbb
              arch: x86_64
              summary: test
              description: test
              license:
                module: [MIT]
              profiles:
                common:
                  rpms: [runtime, addon]
              artifacts:
                rpms: [runtime-0:2-1.noarch]
            ...
            ---
            document: modulemd-defaults
            version: 1
            data:
              module: runtime
              stream: "1"
            ...
            """;

    private static final String GROUPS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE comps PUBLIC "-//Red Hat, Inc.//DTD Comps info//EN" "comps.dtd">
            <comps>
              <group>
                <id>tools</id>
                <name>Tools</name>
                <default>false</default>
                <uservisible>true</uservisible>
                <packagelist>
                  <packagereq type="mandatory">addon</packagereq>
                  <packagereq type="optional">lib</packagereq>
                </packagelist>
              </group>
            </comps>
            """;

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
                                "lib-1", "",
                                "app-1", "Requires: lib",
                                "rival-1", "Conflicts: app",
                                "tool-1", "Recommends: extra",
                                "extra-1", "",
                                "addon-1", "",
                                "runtime-1", "",
                                "runtime-2", ""),
                        Map.of("modules", MODULES, "group", GROUPS));
        standin()
                .publish(
                        "off",
                        "enabled=0",
                        Map.of("lib-2", "", "special-1", "Requires: lib >= 2", "bash-2", ""),
                        Map.of());
    }

    @AfterAll
    static void close() throws Exception {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }

    @BeforeEach
    void startAnew() {
        images.clear();
    }

    private static StandinFixture standin() {
        return opened.orElseThrow();
    }

    private ArchitectureLock resolve() throws Exception {
        Resolution resolution = resolution().run(images.tree(), Optional.empty(), new Update.Nothing(), false);
        standin().assertNothingLeft();
        return resolution.locked();
    }

    private TreeResolution resolution() throws Exception {
        return new TreeResolution(standin().settings(), Map.of(), Duration.ofMinutes(5), log::add);
    }

    private static List<String> packagesOf(ArchitectureLock locked, String image) {
        return locked.packagesOf(new ImageName(image)).stream()
                .map(Nevra::toString)
                .sorted()
                .toList();
    }

    /** Resolves an image and builds it; both have to have the same packages. */
    private ArchitectureLock assertThatABuildInstallsTheSame(String... runs) throws Exception {
        images.add("base", "", runs);
        ArchitectureLock locked = resolve();
        assertThat(packagesOf(locked, "base")).isEqualTo(standin().packagesAfter(runs));
        return locked;
    }

    @Test
    void seesARepositoryThatACommandEnables() throws Exception {
        ArchitectureLock locked = assertThatABuildInstallsTheSame(
                "dnf -y install app", "dnf -y --enablerepo=off install special", "dnf -y install tool");
        assertThat(locked.repositories().keySet()).containsExactly("off", "r");
        assertThat(packagesOf(locked, "base")).contains("lib-2-1.noarch").doesNotContain("lib-1-1.noarch");
    }

    @Test
    void seesOnlyTheRepositoriesThatACommandNames() throws Exception {
        assertThatABuildInstallsTheSame("dnf -y --repo=off install special");
        images.clear();
        images.add("base", "", "dnf -y --repo=off install app");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining("'base' installs 'app', which no enabled repository has");
    }

    @Test
    void doesNotLoadARepositoryThatNobodyUses() throws Exception {
        images.add("base", "", "dnf -y install app");
        assertThat(resolve().repositories().keySet()).containsExactly("r");
    }

    @Test
    void childrenSeeTheRepositoriesThatTheirParentLeaves() throws Exception {
        images.add("base", "", "crudini --set /etc/yum.repos.d/off.repo off enabled 1", "dnf -y install lib");
        images.add("child", "base", "dnf -y install special");
        images.add("without", "base", "rm -f /etc/distro.repos.d/of*.repo", "dnf -y install special");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("without/without.yaml:2:8: 'without' installs 'special'");
        images.clear();
        images.add("base", "", "crudini --set /etc/yum.repos.d/off.repo off enabled 1", "dnf -y install lib");
        images.add("child", "base", "dnf -y install special");
        ArchitectureLock locked = resolve();
        assertThat(packagesOf(locked, "child")).contains("special-1-1.noarch", "lib-2-1.noarch");
    }

    @Test
    void childrenHaveTheOptionsOfTheirParents() throws Exception {
        images.add("base", "", "crudini --set /etc/dnf/dnf.conf main install_weak_deps False", "dnf -y install lib");
        images.add("child", "base", "dnf -y install tool");
        images.add(
                "again", "base", "crudini --set /etc/dnf/dnf.conf main install_weak_deps True && dnf -y install tool");
        ArchitectureLock locked = resolve();
        assertThat(packagesOf(locked, "child")).contains("tool-1-1.noarch").doesNotContain("extra-1-1.noarch");
        assertThat(packagesOf(locked, "again")).contains("tool-1-1.noarch", "extra-1-1.noarch");
        assertThat(packagesOf(locked, "child"))
                .isEqualTo(standin()
                        .packagesAfter(
                                "echo install_weak_deps=False >> /etc/dnf/dnf.conf",
                                "dnf -y install lib",
                                "dnf -y install tool"));
    }

    @Test
    void updatesPackagesOfTheBase() throws Exception {
        ArchitectureLock locked = assertThatABuildInstallsTheSame("dnf -y --enablerepo=off update");
        assertThat(locked.find(new ImageName("base")).orElseThrow().removes())
                .extracting(Nevra::name)
                .containsExactly("bash");
    }

    @Test
    void replacesWhatIsInTheWayWhenItMay() throws Exception {
        assertThatABuildInstallsTheSame("dnf -y install app", "dnf -y install --allowerasing rival");
    }

    @Test
    void swaps() throws Exception {
        assertThatABuildInstallsTheSame("dnf -y install app", "dnf -y swap app rival");
    }

    @Test
    void installsGroups() throws Exception {
        ArchitectureLock locked = assertThatABuildInstallsTheSame("dnf -y groupinstall tools", "dnf -y install @tools");
        assertThat(packagesOf(locked, "base")).contains("addon-1-1.noarch");
    }

    @Test
    void followsModuleStreamsAndTellsThemApartBetweenSiblings() throws Exception {
        String[] plain = {"dnf -y install runtime"};
        String[] enabled = {"dnf -y module enable runtime:2", "dnf -y install runtime"};
        String[] installed = {"dnf -y module install runtime:2/common"};
        images.add("plain", "", plain);
        images.add("enabled", "", enabled);
        images.add("installed", "", installed);
        images.add("other", "", plain);
        images.add("child", "enabled", "dnf -y install app");
        ArchitectureLock locked = resolve();
        assertThat(packagesOf(locked, "plain")).isEqualTo(standin().packagesAfter(plain));
        assertThat(packagesOf(locked, "enabled")).isEqualTo(standin().packagesAfter(enabled));
        assertThat(packagesOf(locked, "installed")).isEqualTo(standin().packagesAfter(installed));
        assertThat(packagesOf(locked, "other")).isEqualTo(packagesOf(locked, "plain"));
        assertThat(packagesOf(locked, "child")).contains("runtime-2-1.noarch", "app-1-1.noarch");
        assertThat(locked.find(new ImageName("enabled")).orElseThrow().modules())
                .containsExactly("runtime:2");
    }

    @Test
    void tellsAModuleThatIsNotThere() throws Exception {
        images.add("base", "", "dnf -y module enable runtime:3");
        assertThatThrownBy(this::resolve)
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("base/base.yaml:1:8: 'base': ")
                .hasMessageContaining("runtime:3");
    }

    @Test
    void removesItsContainerWhenItIsInterrupted() throws Exception {
        images.add("base", "", "dnf -y install app");
        AtomicReference<Throwable> end = new AtomicReference<>(new AssertionError("it ended by itself"));
        Thread thread = new Thread(() -> {
            try {
                resolution().run(images.tree(), Optional.empty(), new Update.Nothing(), false);
            } catch (Exception e) {
                end.set(e);
            }
        });
        thread.start();
        while (thread.isAlive() && standin().buildah("containers", "-q").isBlank()) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        standin().assertNothingLeft();
    }
}
