package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to images that lose their name to newer ones, with the real buildah. */
class ReplacedImagesTest {

    @TempDir
    private Path directory;

    private BuildahFixture buildah;
    private TestTree tree;
    private RecordedLog log = new RecordedLog();

    @BeforeEach
    void open() throws Exception {
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        tree = new TestTree(directory)
                .base("base", BuildahFixture.BASE, "COPY file /base")
                .image("api", "base", "COPY file /api")
                .image("db", "base", "COPY file /db")
                .file("base", "file", "1")
                .file("api", "file", "1")
                .file("db", "file", "1");
        build();
    }

    @AfterEach
    void close() throws Exception {
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void areRemovedOnceTheBuildIsDone() throws Exception {
        tree.file("base", "file", "2");
        assertThat(TestTree.outcomes(build())).containsExactly("base built", "api built", "db built");

        assertThat(buildah.unnamed()).isEmpty();
        assertThat(log.events("note")).containsExactly("note removed 3 images that were replaced");
        assertThat(TestTree.outcomes(build())).containsExactly("base cached", "api cached", "db cached");
        assertThat(log.events("note")).isEmpty();
    }

    @Test
    void staysWhenItHasAnotherName() throws Exception {
        String old = buildah.idOf(TestTree.referenceOf("api"));
        buildah.run("tag", old, "localhost/released:1");
        tree.file("api", "file", "2");
        build();

        assertThat(buildah.idOf("localhost/released:1")).isEqualTo(old);
        assertThat(log.events("note")).isEmpty();
    }

    @Test
    void staysAsLongAsAContainerUsesIt() throws Exception {
        String container = buildah.run("from", TestTree.referenceOf("api"));
        String old = buildah.idOf(TestTree.referenceOf("api"));
        tree.file("api", "file", "2").file("db", "file", "2");
        build();
        assertThat(buildah.unnamed()).containsExactly(old);
        assertThat(log.events("note"))
                .hasSize(2)
                .anyMatch(note -> note.contains("1 image that was replaced stays in the store: ")
                        && note.contains("in use by a container"));

        buildah.run("rm", container);
        tree.file("db", "file", "3");
        build();
        assertThat(buildah.unnamed()).isEmpty();
    }

    @Test
    void staysAsLongAsAnImageOfOthersIsBuiltOnIt() throws Exception {
        String old = buildah.idOf(TestTree.referenceOf("api"));
        buildOther("localhost/other:1", TestTree.referenceOf("api"), "1");
        tree.file("api", "file", "2").file("db", "file", "2");
        build();
        assertThat(buildah.unnamed()).containsExactly(old);

        buildah.run("rmi", "localhost/other:1");
        tree.file("db", "file", "3");
        build();
        assertThat(buildah.unnamed()).isEmpty();
    }

    @Test
    void imagesOfOthersStayUnnamed() throws Exception {
        buildOther("localhost/other:1", BuildahFixture.BASE, "1");
        buildOther("localhost/other:1", BuildahFixture.BASE, "2");
        List<String> others = buildah.unnamed();
        assertThat(others).hasSize(1);
        // What stands under a reference of the tree but was not built by us is not ours either.
        buildOther(TestTree.referenceOf("db"), BuildahFixture.BASE, "3");
        String foreign = buildah.idOf(TestTree.referenceOf("db"));
        assertThat(TestTree.outcomes(build())).containsExactly("base cached", "api cached", "db built");

        // The build did not see it lose its name, so our first 'db' stays too.
        assertThat(buildah.unnamed()).contains(others.get(0), foreign).hasSize(3);
    }

    @Test
    void stayWhenTheSettingSaysSo() throws Exception {
        BuildahSettings settings = buildah.settings();
        BuildahEngine keeping = BuildahEngine.open(
                new BuildahSettings(
                        settings.program(),
                        settings.steps(),
                        settings.registries(),
                        settings.format(),
                        settings.platform(),
                        true),
                log::warning);
        tree.file("base", "file", "2");
        new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(keeping), log).run();
        assertThat(buildah.unnamed()).hasSize(3);

        tree.file("db", "file", "3");
        build();
        assertThat(buildah.unnamed()).hasSize(3);
    }

    @Test
    void stayWhenBuildahDoesNotSayWhy() throws Exception {
        tree.file("base", "file", "2");
        FalseBuildah silent = new FalseBuildah(directory).orElseReal().answers("rmi", "exit 1");
        BuildahEngine engine = BuildahEngine.open(silent.in(buildah.settings()), log::warning);
        log = new RecordedLog();
        new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(engine), log).run();

        assertThat(buildah.unnamed()).hasSize(3);
        assertThat(log.events("note"))
                .containsExactly("note 3 images that were replaced stay in the store: it ended without a word"
                        + " (exit code 1)");
    }

    private void buildOther(String name, String base, String content) throws Exception {
        Path context = Files.createDirectories(directory.resolve("others"));
        Files.writeString(context.resolve("content"), content);
        Files.writeString(context.resolve("Containerfile"), "FROM " + base + "\nCOPY content /content\n");
        buildah.run("bud", "-q", "--layers=false", "--pull-never", "-t", name, context.toString());
    }

    private BuildResult build() throws Exception {
        log = new RecordedLog();
        return new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(buildah.engine()), log).run();
    }
}
