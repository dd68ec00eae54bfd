package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.ImageTask;
import io.github.tcib.build.StoredImage;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.buildah.HelperContainers.Job;
import io.github.tcib.model.ImageName;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.process.CommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users are told when buildah does not do what it says, or its store is not what it was. */
@Timeout(60)
class FalseAnswersTest {

    private static final StoredImage IMAGE =
            new StoredImage("sha256:" + "0".repeat(64), "sha256:" + "1".repeat(64), 0, Optional.empty(), List.of());

    @TempDir
    private Path directory;

    private FalseBuildah buildah;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void create() {
        buildah = new FalseBuildah(directory);
    }

    @Test
    void namesTheFileThatBuildahDidNotWrite() throws Exception {
        assertThatThrownBy(this::build)
                .isInstanceOf(BuildFailure.class)
                .hasMessageMatching("buildah did not say which image it built: there is no '"
                        + buildah.stateDirectory() + "/tmp/tcib-attempt-\\d+/id';"
                        + " is tcib\\.buildahExecutable buildah itself\\?");
    }

    @Test
    void saysThatTheImageItBuiltIsNotThere() {
        buildah.answers("bud", "echo sha256:1 > \"$TMPDIR/id\"");
        assertFailure(
                this::build,
                "the image " + TestTree.referenceOf("api") + " was built but is not in the store; was it removed?");
    }

    @Test
    void namesTheSignalThatEndedIt() {
        buildah.answers("bud", "kill -TERM $$");
        assertFailure(this::build, "buildah was ended by signal 15");
    }

    @Test
    void saysThatTheBaseItPulledIsNotThere() {
        assertFailure(
                () -> engine().provide("example.org/base:1"),
                "the image example.org/base:1 was pulled but is not in the store; was it removed?");
    }

    @Test
    void saysThatTheImageItMadeIsNotThere() throws Exception {
        buildah.answers("images", "test -e \"" + directory + "/committed\" && echo '[]' || echo '[{\"id\":\"1\"}]'")
                .answers("inspect", "echo '{\"Config\":\"{}\",\"Manifest\":\"{}\"}'")
                .answers("commit", "touch \"" + directory + "/committed\"; echo sha256:1");
        try (WorkingContainer container =
                WorkingContainers.open(buildah.settings(), warnings::add).create("example.org/ns/api:1")) {
            assertFailure(
                    () -> container.commit("example.org/ns/api:1-hotfix", "dnf update"),
                    "the image example.org/ns/api:1-hotfix was made but is not in the store; was it removed?");
        }
    }

    @Test
    void saysWhereItCannotWriteAnImage() throws Exception {
        Path layout = blocked("oci");
        assertFailure(
                () -> engine().lend("localhost/api:1"),
                "an OCI layout cannot be written: '" + layout + "' is in the way");
    }

    @Test
    void saysWhereItCannotWriteItsTemporaryFiles() throws Exception {
        Path folder = blocked("tmp");
        assertFailure(this::build, "buildah's temporary files cannot be written: '" + folder + "' is in the way");
    }

    @Test
    void saysThatItsStoreIsDamaged() throws Exception {
        Path images = store("images", "{");
        assertFailure(
                () -> engine().files(),
                "buildah's store " + buildah.graphRoot() + " cannot be read: '" + images
                        + "' is not JSON: Unexpected end-of-input: expected close marker for Object (start marker at"
                        + " [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1,"
                        + " column: 1])");
    }

    @Test
    void saysThatItDidNotCopyAnImageItWasAskedFor() throws Exception {
        store("images", "[]");
        store("layers", "[]");
        OciLayout layout = OciLayout.create(buildah.stateDirectory().resolve("oci"));
        assertFailure(
                () -> engine().files().open("localhost/api:1", IMAGE),
                "the image localhost/api:1 cannot be read from the store: buildah has not copied it to "
                        + layout.root());
    }

    @Test
    void warnsOfContainersThatItDoesNotRemove() throws Exception {
        Files.createDirectories(buildah.stateDirectory().resolve("tmp/tcib-attempt-1"));
        buildah.answers("containers", "echo 'Error: the store is locked' >&2; exit 125");
        engine().removeLeftovers();
        buildah.answers("containers", "echo none");
        engine().removeLeftovers();
        assertThat(warnings)
                .containsExactly(
                        "working containers of a build that was ended could not be removed: the store is locked ("
                                + buildah.settings().program().executable() + " containers --json)",
                        "working containers of a build that was ended could not be removed: Unrecognized token"
                                + " 'none': was expecting (JSON String, Number, Array, Object or token 'null',"
                                + " 'true' or 'false')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "true ~ there is no 'FOLDER/manifest.json'",
                "echo '[]' > FOLDER/manifest.json ~ 'FOLDER/manifest.json' is not what buildah writes",
                "echo '{}' > FOLDER/manifest.json ~ 'FOLDER/manifest.json' is not what buildah writes",
                "echo 'x' > FOLDER/manifest.json ~ 'FOLDER/manifest.json' is not JSON: Unrecognized token 'x': was"
                        + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "echo '{\"config\":{}}' > FOLDER/manifest.json ~ '' is not a digest of the form sha256:<64 hexadecimal"
                        + " digits>",
            })
    void saysWhyAConfigCannotBeChanged(String shell, String reason) throws Exception {
        Path folder = directory.resolve("copy");
        buildah.answers("push", "mkdir " + folder + "; " + shell.replace("FOLDER", folder.toString()));
        Buildah program = new Buildah(buildah.settings().program(), new CommandRunner(Duration.ZERO));
        assertFailure(
                () -> new ConfigChange(program, folder, Map.of()).make("1", config -> {}),
                "the image's config cannot be changed: " + reason.replace("FOLDER", folder.toString()));
    }

    @Test
    void saysThatAnAnswerIsTooLarge() throws Exception {
        buildah.answers("run", "truncate -s 67108865 \"$TMPDIR/files/answer\"");
        assertThatThrownBy(() -> helper().run(job(Map.of())))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("the answer of a program in a container cannot be read: '"
                        + buildah.stateDirectory() + "/tmp/tcib-attempt-")
                .hasMessageEndingWith("/files/answer' is too large: at most 67108864 bytes of it are read");
    }

    @Test
    void saysThatAProgramCannotBeGivenItsFiles() {
        String name = "n".repeat(300);
        assertThatThrownBy(() -> helper().run(job(Map.of(name, new byte[0]))))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("a program in a container cannot be given its files: "
                        + buildah.stateDirectory() + "/tmp/tcib-attempt-")
                .hasMessageEndingWith("/files/" + name + ": File name too long");
    }

    private static Job job(Map<String, byte[]> files) {
        return new Job("1", files, List.of("true"), "answer", Duration.ZERO);
    }

    private HelperContainers helper() throws Exception {
        return HelperContainers.open(buildah.settings(), warnings::add);
    }

    private BuildahEngine engine() throws Exception {
        return BuildahEngine.open(buildah.settings(), warnings::add);
    }

    private void build() throws Exception {
        TestTree tree = new TestTree(directory).base("api", "scratch", "LABEL a=b");
        engine().build(new ImageTask(
                tree.graph().image(new ImageName("api")),
                tree.context("api"),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                Duration.ZERO,
                line -> {}));
    }

    private Path blocked(String name) throws Exception {
        Files.createDirectories(buildah.stateDirectory());
        return Files.writeString(buildah.stateDirectory().resolve(name), "");
    }

    private Path store(String kind, String json) throws Exception {
        Path folder = Files.createDirectories(buildah.graphRoot().resolve("overlay-" + kind));
        return Files.writeString(folder.resolve(kind + ".json"), json);
    }

    private static void assertFailure(ThrowingCallable work, String message) {
        assertThatThrownBy(work).isInstanceOf(BuildFailure.class).hasMessage(message);
    }
}
