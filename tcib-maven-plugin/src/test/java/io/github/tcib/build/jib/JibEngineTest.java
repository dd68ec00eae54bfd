package io.github.tcib.build.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageTask;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.RunFree;
import io.github.tcib.build.StoredImage;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.registry.RegistryAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JibEngineTest {

    @TempDir
    Path directory;

    private TestTree tree;

    @BeforeEach
    void createTree() {
        tree = new TestTree(directory)
                .base("base", "scratch", "COPY passwd /etc/passwd", "ENV A=1")
                .image("api", "base", "USER keystone", "COPY --chown=keystone api.conf /etc/api/api.conf")
                .image("settings", "api", "LABEL only=settings", "CMD run");
        tree.file("base", "passwd", "keystone:x:42425:42426::/:/bin/sh\n");
        tree.file("api", "api.conf", "x=1");
    }

    @Test
    void buildsATreeOnceAndFindsItTheNextTime() throws Exception {
        assertThat(build()).containsExactly("base built", "api built", "settings built");
        assertThat(build()).containsExactly("base cached", "api cached", "settings cached");
        tree.file("api", "api.conf", "x=2");
        assertThat(build()).containsExactly("base cached", "api built", "settings built");
    }

    @Test
    void resolvesUsersOfAParentThatAnEarlierBuildWrote() throws Exception {
        build();
        tree.file("api", "api.conf", "x=3");
        build();
        assertThat(flat("api").files())
                .containsEntry("etc", "dir 755 0:0")
                .hasEntrySatisfying("etc/api/api.conf", line -> assertThat(line).endsWith(" 42425:42426"))
                .containsKey("etc/passwd");
    }

    @Test
    void makesNoLayerForAnImageThatPlacesNothing() throws Exception {
        build();
        assertThat(flat("api").layers()).isEqualTo(2);
        assertThat(flat("settings").layers()).isEqualTo(2);
    }

    @Test
    void buildsAnImageAgainWhoseBlobIsGone() throws Exception {
        build();
        OciLayout layout = OciLayout.open(directory.resolve("oci"));
        LayoutImage api =
                layout.readImage(TestTree.referenceOf("api"), JibTree.PLATFORM).orElseThrow();
        Files.delete(layout.pathOf(api.layers().get(1).blob().digest()));
        assertThat(build()).startsWith("base cached", "api built");
    }

    @Test
    void removesWhatAnInterruptedBuildLeft() throws Exception {
        build();
        Path left = directory.resolve("oci/blobs/sha256/.unfinished-1.tmp");
        Files.writeString(left, "half a layer");
        build();
        assertThat(left).doesNotExist();
    }

    @Test
    void namesTheBaseThatIsNotThere() throws Exception {
        JibEngine engine = engine();
        assertThatThrownBy(() -> engine.provide("oci:/not/there"))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("the base image 'oci:/not/there': there is no '/not/there'")
                .satisfies(failure ->
                        assertThat(((BuildFailure) failure).kind()).isEqualTo(BuildFailure.Kind.DETERMINISTIC));
    }

    @Test
    void saysWhyALayoutCannotBeWritten() throws Exception {
        Files.writeString(directory.resolve("oci"), "");
        assertThatThrownBy(this::engine)
                .isInstanceOf(BuildFailure.class)
                .hasMessage("the image layout '" + directory.resolve("oci") + "' cannot be written: "
                        + directory.resolve("oci/blobs") + ": Not a directory");
    }

    @Test
    void namesTheImageThatIsNotInItsLayout() throws Exception {
        JibEngine engine = engine();
        StoredImage image = new StoredImage("id", "digest", 0, Optional.empty(), List.of());
        assertThatThrownBy(() -> engine.files().open("localhost/test/api:1", image))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("the image 'localhost/test/api:1' is not in '" + directory.resolve("oci")
                        + "'; build it again");
        ImageDefinition api = tree.graph().image(new ImageName("api"));
        ImageTask task = new ImageTask(
                api,
                tree.context("api"),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                Duration.ZERO,
                line -> {});
        assertThatThrownBy(() -> engine.build(task))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("the parent 'localhost/test/base:current' is not in '" + directory.resolve("oci")
                        + "'; build it, too");
    }

    @Test
    void findsTheImagesThatNeedNoBuildah() {
        tree.image("runner", "api", "RUN true").image("onrunner", "runner", "LABEL a=b");
        assertThat(RunFree.chainsIn(tree.graph()))
                .containsExactlyInAnyOrder(new ImageName("base"), new ImageName("api"), new ImageName("settings"));
        assertThat(RunFree.isRunFree(tree.graph().image(new ImageName("onrunner"))))
                .isTrue();
    }

    private List<String> build() throws Exception {
        BuildResult result = new TreeBuild(
                        tree.request(TestTree.settings()), BuildEngines.only(engine()), new RecordedLog(line -> {}))
                .run();
        assertThat(result.images())
                .allSatisfy(image -> assertThat(image.status().word()).isNotEqualTo("failed"));
        return TestTree.outcomes(result);
    }

    private JibEngine engine() throws BuildFailure {
        return JibEngine.open(
                directory.resolve("oci"),
                new JibSettings(JibTree.PLATFORM, ImageFormat.OCI, LayerPacking.fast()),
                RegistryAccess.anonymous(),
                warning -> {});
    }

    private FlatImage flat(String image) throws Exception {
        OciLayout layout = OciLayout.open(directory.resolve("oci"));
        return FlatImage.readLayout(
                layout.root(),
                layout.index()
                        .find(TestTree.referenceOf(image))
                        .orElseThrow()
                        .digest()
                        .toString());
    }
}
