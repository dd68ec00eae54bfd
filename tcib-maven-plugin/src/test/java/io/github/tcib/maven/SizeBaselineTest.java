package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.maven.SizeBaseline.WhenMissing;
import io.github.tcib.oci.Platform;
import io.github.tcib.platform.PlatformTarget;
import io.github.tcib.size.Baseline;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.remote.RegistryPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeBaselineTest {

    private static final String UNREACHABLE = "the baseline tag old cannot be fetched: r.example: no connection";

    @TempDir
    private Path directory;

    private final List<String> infos = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** Repositories that have nothing, and registries that do not answer. */
    private static final class Nothing implements SizeBaseline.Sources {

        @Override
        public Optional<BaselineArtifact.Resolved> findArtifact(String coordinates) {
            return Optional.empty();
        }

        @Override
        public Baseline fetchTags(RegistryPlace place) throws BaselineException {
            throw new BaselineException(UNREACHABLE);
        }
    }

    private Optional<Baseline> read(String text, WhenMissing whenMissing, SizeBaseline.Sources sources)
            throws MojoFailureException {
        return SizeBaseline.parse(text, whenMissing, directory).read(sources, infos::add, warnings::add);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry:old | Tags",
                "registry:r.example:5000/ns:old | Tags",
                "org.example:images:1 | Artifact",
                "org.example:images:LATEST_RELEASE | Artifact",
                "sizes.json | ReportFile",
                "target/a:b/sizes.json | ReportFile",
                "C:/sizes.json | ReportFile"
            })
    void knowsTheFormsOfABaseline(String text, String kind) throws Exception {
        assertThat(SizeBaseline.parse(text, WhenMissing.WARN, directory)
                        .place()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void refusesWhatIsNoPlaceInARegistry() {
        String reason = "'' is no place in a registry; write HOST/NAMESPACE:TAG, HOST/NAMESPACE, or TAG alone";
        assertThatThrownBy(() -> SizeBaseline.parse("registry:", WhenMissing.WARN, directory))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.sizeReport.baseline: " + reason);
        assertThatThrownBy(() -> WhenMissing.parse("ignore"))
                .hasMessage("tcib.sizeReport.missingBaseline: 'ignore' is not known; use warn, fail, create");
    }

    @ParameterizedTest
    @CsvSource({"registry:old", "org.example:images:1", "sizes.json"})
    void warnsOfAMissingBaselineOrFails(String text) throws Exception {
        String missing = text.startsWith("registry:")
                ? UNREACHABLE
                : "the baseline " + (text.endsWith("json") ? directory.resolve(text) : text) + " was not found";
        assertThat(read(text, WhenMissing.WARN, new Nothing())).isEmpty();
        assertThat(warnings).containsExactly(missing + "; nothing is compared.");
        assertThat(infos).isEmpty();

        assertThatThrownBy(() -> read(text, WhenMissing.FAIL, new Nothing()))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        text.startsWith("registry:")
                                ? missing + "; push images under these tags, or set tcib.sizeReport.missingBaseline"
                                : missing + "; deploy a report, or set tcib.sizeReport.missingBaseline");
        assertThat(SizeBaseline.parse(text, WhenMissing.CREATE, directory).fileToCreate())
                .isEqualTo(text.endsWith("json") ? Optional.of(directory.resolve(text)) : Optional.empty());
    }

    @Test
    void leavesAMissingBaselineToBeCreated() throws Exception {
        assertThat(read("registry:old", WhenMissing.CREATE, new Nothing())).isEmpty();
        assertThat(read("org.example:images:1", WhenMissing.CREATE, new Nothing()))
                .isEmpty();
        assertThat(read("sizes.json", WhenMissing.CREATE, new Nothing())).isEmpty();
        assertThat(infos)
                .containsExactly(
                        UNREACHABLE + "; pushing the images creates it.",
                        "the baseline org.example:images:1 was not found; deploying creates it.",
                        "the baseline " + directory.resolve("sizes.json")
                                + " was not found; it is created from this report.");
        assertThat(warnings).isEmpty();
    }

    @Test
    void leavesAFileForEachPlatformToBeCreated() throws Exception {
        SizeBaseline own = SizeBaseline.parse("sizes.json", WhenMissing.CREATE, directory)
                .of(PlatformTarget.several(
                                List.of(new Platform("linux", "arm64", ""), new Platform("linux", "s390x", "")),
                                directory)
                        .get(0));
        assertThat(own.read(new Nothing(), infos::add, warnings::add)).isEmpty();
        String missing = "the baseline " + directory.resolve("sizes-linux-arm64.json") + " was not found";
        assertThat(infos).containsExactly(missing + "; it is created from this report.");
    }

    @Test
    void neverPassesADamagedBaselineForAMissingOne() throws Exception {
        Files.writeString(directory.resolve("sizes.json"), "{");
        assertThatThrownBy(() -> read("sizes.json", WhenMissing.WARN, new Nothing()))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("is not JSON");
        Files.writeString(directory.resolve("sizes.json"), "{\"version\": 9, \"images\": []}");
        assertThatThrownBy(() -> read("sizes.json", WhenMissing.CREATE, new Nothing()))
                .hasMessageContaining(
                        "is of version 9, and this plugin reads 1; use the plugin that wrote it, or make it again");
        assertThat(SizeBaseline.parse("sizes.json", WhenMissing.CREATE, directory)
                        .fileToCreate())
                .as("what is there is not written over")
                .isEmpty();
    }

    @Test
    void readsWhatIsThere() throws Exception {
        Baseline tags = new Baseline("tag old", Map.of());
        Path report = Files.writeString(
                directory.resolve("sizes.json"),
                "{\"version\": 1, \"images\": [{\"name\": \"base\", \"virtualBytes\": 5}]}");
        SizeBaseline.Sources sources = new SizeBaseline.Sources() {
            @Override
            public Optional<BaselineArtifact.Resolved> findArtifact(String coordinates) {
                return Optional.of(new BaselineArtifact.Resolved(coordinates, report));
            }

            @Override
            public Baseline fetchTags(RegistryPlace place) {
                return tags;
            }
        };
        assertThat(read("registry:old", WhenMissing.FAIL, sources)).contains(tags);
        assertThat(read("a.b:c:1", WhenMissing.FAIL, sources).orElseThrow().description())
                .isEqualTo("a.b:c:1");
        assertThat(read("sizes.json", WhenMissing.FAIL, sources).orElseThrow().images())
                .containsOnlyKeys("base");
    }
}
