package io.github.tcib.build.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.BuildEngine;
import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.BuildSettings;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.build.buildah.BuildahFixture;
import io.github.tcib.model.ImageName;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.RegistryAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images of both engines are each other's parents in one tree, cached by one kind of key. */
@Tag("buildah")
@Timeout(180)
class MixedEnginesTest {

    @TempDir
    private Path directory;

    private BuildahFixture buildah;
    private TestTree tree;

    @BeforeEach
    void open() throws Exception {
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        tree = new TestTree(directory);
    }

    @AfterEach
    void close() throws Exception {
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void buildsAnEmbeddedImageOnABuildahParentAndTheReverse() throws Exception {
        tree.base("base", BuildahFixture.BASE, "RUN echo run > /made")
                .image("conf", "base", "COPY a.conf /etc/a.conf")
                .file("conf", "a.conf", "a\n")
                .image("last", "conf", "RUN cat /made /etc/a.conf > /both");

        assertThat(TestTree.outcomes(build())).containsExactly("base built", "conf built", "last built");
        String container = buildah.run("from", TestTree.referenceOf("last")).strip();
        try {
            assertThat(Files.readString(Path.of(buildah.run("mount", container).strip(), "both")))
                    .isEqualTo("run\na\n");
        } finally {
            buildah.run("rm", container);
        }

        assertThat(TestTree.outcomes(build())).containsExactly("base cached", "conf cached", "last cached");

        tree.file("conf", "a.conf", "b\n");
        assertThat(TestTree.outcomes(build())).containsExactly("base cached", "conf built", "last built");
    }

    private BuildResult build() throws Exception {
        BuildEngine jib = JibEngine.open(
                directory.resolve("oci"),
                new JibSettings(Platform.ofThisMachine(), ImageFormat.OCI, LayerPacking.fast()),
                RegistryAccess.anonymous(),
                warning -> {});
        BuildEngines engines = BuildEngines.of(Map.of(new ImageName("conf"), jib), buildah.engine());
        BuildSettings settings = new BuildSettings(2, 0, Duration.ZERO, false, false);
        BuildResult result = new TreeBuild(tree.request(settings), engines, new RecordedLog()).run();
        assertThat(result.withStatus(ImageStatus.FAILED))
                .extracting(image -> image.image() + ": " + image.reason())
                .isEmpty();
        return result;
    }
}
