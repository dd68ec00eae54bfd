package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.StoredImage;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.LocalRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bases of a real registry in a real store, for the platform of this machine and for another one. */
@Tag("buildah")
@Timeout(120)
class ForeignBasesTest {

    @TempDir
    private Path directory;

    private BuildahFixture buildah;
    private LocalRegistry registry;
    private String foreign;

    @BeforeEach
    void open() throws Exception {
        registry = LocalRegistry.start(directory);
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        String here = Platform.ofThisMachine().architecture();
        foreign = here.equals("s390x") ? "amd64" : "s390x";
        Path context = Files.createDirectories(directory.resolve("context"));
        Files.writeString(context.resolve("Containerfile"), "FROM scratch\nCOPY Containerfile /\n");
        buildah.run("manifest", "create", "both");
        for (String architecture : new String[] {here, foreign}) {
            String name = "localhost/" + architecture + ":1";
            buildah.run("bud", "-q", "--platform", "linux/" + architecture, "-t", name, context.toString());
            buildah.run("manifest", "add", "both", name);
        }
        buildah.run("manifest", "push", "--all", "--tls-verify=false", "both", "docker://" + base());
        buildah.run("push", "-q", "--tls-verify=false", "localhost/" + here + ":1", "docker://" + base() + "-here");
        buildah.run("rmi", "--all", "--force");
    }

    @AfterEach
    void close() throws Exception {
        if (registry != null) {
            registry.close();
        }
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void leavesANameToThePlatformOfThisMachine() throws Exception {
        BuildahEngine here = engine(Platform.ofThisMachine().toString());
        BuildahEngine there = engine("linux/" + foreign);

        StoredImage first = there.provide(base());
        assertThat(names()).doesNotContain(base()).contains(kept());
        StoredImage own = here.provide(base());
        assertThat(own.id()).isNotEqualTo(first.id());
        assertThat(idOf(base())).isEqualTo(own.id());
        assertThat(idOf(kept())).isEqualTo(first.id());

        registry.close();
        assertThat(engine("linux/" + foreign).provide(base()))
                .as("what is in the store is not pulled again")
                .isEqualTo(first);
        assertThat(engine(Platform.ofThisMachine().toString()).provide(base())).isEqualTo(own);
    }

    @Test
    void saysThatABaseIsForOtherPlatforms() throws Exception {
        assertThatThrownBy(() -> engine("linux/ppc64le").provide(base()))
                .isInstanceOf(BuildFailure.class)
                .hasMessage(
                        "'" + base() + "' has no image for linux/ppc64le; choose another base or set tcib.platform");
        assertThatThrownBy(() -> engine("linux/" + foreign).provide(base() + "-here"))
                .hasMessage("'" + base() + "-here' has no image for linux/" + foreign + ", only for "
                        + Platform.ofThisMachine() + "; choose another base or set tcib.platform");
    }

    @Test
    void saysWhatTheStoreHasOfABaseThatCannotBePulled() throws Exception {
        engine(Platform.ofThisMachine().toString()).provide(base() + "-here");
        registry.close();

        assertThatThrownBy(() -> engine("linux/" + foreign).provide(base() + "-here"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("'" + base() + "-here' is for " + Platform.ofThisMachine()
                        + " in buildah's store, and cannot be pulled for linux/" + foreign + ": ")
                .hasMessageContaining("connection refused");
    }

    @Test
    void asksNoRegistryForALocalBaseOfAnotherPlatform() throws Exception {
        Path context = directory.resolve("context");
        buildah.run("bud", "-q", "-t", "localhost/base:1", context.toString());

        assertThatThrownBy(() -> engine("linux/" + foreign).provide("localhost/base:1"))
                .hasMessage("'localhost/base:1' has no image for linux/" + foreign + ", only for "
                        + Platform.ofThisMachine() + "; choose another base or set tcib.platform");
    }

    @ParameterizedTest
    @CsvSource({
        "centos:stream9, localhost/centos:stream9-linux-arm64",
        "centos, localhost/centos:latest-linux-arm64",
        "quay.example.org:5000/a/b:1, localhost/quay.example.org_5000/a/b:1-linux-arm64",
        "quay.example.org:5000/a/b, localhost/quay.example.org_5000/a/b:latest-linux-arm64",
        "quay.example.org/a@sha256:12ab, localhost/quay.example.org/a:sha256-12ab-linux-arm64",
        "localhost/tcib/base:1, localhost/tcib/base:1-linux-arm64"
    })
    void namesAForeignBaseAfterItsReference(String reference, String name) {
        assertThat(ForeignBases.nameOf(reference, new Platform("linux", "arm64", "")))
                .isEqualTo(name);
    }

    private String base() {
        return registry.name() + "/it/base:1";
    }

    private String kept() {
        return "localhost/" + registry.name().replace(':', '_') + "/it/base:1-linux-" + foreign;
    }

    private BuildahEngine engine(String platform) throws Exception {
        BuildahSettings settings = buildah.settings();
        return BuildahEngine.open(
                new BuildahSettings(
                        settings.program(),
                        settings.steps(),
                        new BuildahSettings.Registries(Optional.empty(), Set.of(registry.name())),
                        settings.format(),
                        Optional.of(platform),
                        true),
                warning -> {
                    throw new AssertionError(warning);
                });
    }

    private String names() throws Exception {
        return buildah.run("images", "--format", "{{.Name}}:{{.Tag}}");
    }

    private String idOf(String name) throws Exception {
        return buildah.run("images", "--no-trunc", "--quiet", name);
    }
}
