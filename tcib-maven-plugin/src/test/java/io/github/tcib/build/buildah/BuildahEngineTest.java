package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.build.ProjectFacts;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("buildah")
@Timeout(120)
class BuildahEngineTest {

    @TempDir
    private Path directory;

    private BuildahFixture buildah;
    private TestTree tree;
    private final RecordedLog log = new RecordedLog();

    @BeforeEach
    void open() throws Exception {
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        tree = new TestTree(directory)
                .base("base", BuildahFixture.BASE, "RUN echo base > /base")
                .image("os", "base", "RUN echo os > /os; : " + "long ".repeat(8000), "ENV A=\"b c\"")
                .image("api", "os", "COPY motd /etc/motd", "RUN cat /base /os > /all", "USER 42")
                .image("db", "base", "LABEL kind=\"db\"")
                .file("api", "motd", "welcome");
    }

    @AfterEach
    void close() throws Exception {
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void buildsATreeAndThenNothing() throws Exception {
        BuildResult first = build();
        BuildResult second = build();

        assertThat(TestTree.outcomes(first)).containsExactly("base built", "db built", "os built", "api built");
        assertThat(TestTree.outcomes(second)).containsExactly("base cached", "db cached", "os cached", "api cached");
        assertThat(second.images())
                .extracting(ImageResult::stored)
                .isEqualTo(first.images().stream().map(ImageResult::stored).toList());
        assertThat(first.images()).allSatisfy(image -> {
            assertThat(image.stored().orElseThrow().sizeBytes()).isPositive();
            assertThat(image.stored().orElseThrow().digest()).startsWith("sha256:");
        });
        buildah.assertNothingLeft();
    }

    @Test
    void givesImagesTheKeyAndTheFactsOfTheProject() throws Exception {
        BuildResult result = build(
                new ProjectFacts("1.2.3", Optional.of("abc123"), Optional.of(Instant.parse("2026-01-02T03:04:05Z"))));

        JsonNode image =
                new JsonMapper().readTree(buildah.run("inspect", "--type", "image", TestTree.referenceOf("api")));
        JsonNode config = image.path("OCIv1");
        JsonNode labels = config.path("config").path("Labels");
        assertThat(labels.path("io.github.tcib.key").asText())
                .isEqualTo(result.images().get(3).stored().orElseThrow().key().orElseThrow());
        assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo("api");
        assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo("1.2.3");
        assertThat(labels.path("org.opencontainers.image.revision").asText()).isEqualTo("abc123");
        assertThat(config.path("created").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(config.path("config").path("User").asText()).isEqualTo("42");
        assertThat(image.path("ImageAnnotations")
                        .path("org.opencontainers.image.version")
                        .asText())
                .isEqualTo("1.2.3");
    }

    @Test
    void sameStepsAndTimeGiveTheSameDigestInAnotherStore() throws Exception {
        ProjectFacts project =
                new ProjectFacts("1", Optional.empty(), Optional.of(Instant.parse("2026-01-02T03:04:05Z")));
        BuildResult first = build(project);
        String base = buildah.run("images", "--format", "{{.Digest}}", BuildahFixture.BASE);
        for (String image : new String[] {"api", "os", "db", "base"}) {
            buildah.run("rmi", TestTree.referenceOf(image));
        }

        BuildResult second = build(project);

        assertThat(base).isNotEmpty();
        assertThat(second.withStatus(ImageStatus.BUILT)).hasSize(4);
        assertThat(second.images().stream()
                        .map(image -> image.stored().orElseThrow().digest()))
                .containsExactlyElementsOf(first.images().stream()
                        .map(image -> image.stored().orElseThrow().digest())
                        .toList());
    }

    @Test
    void buildsOnlyALeafThatChanged() throws Exception {
        build();
        tree.file("api", "motd", "good bye");

        BuildResult result = build();

        assertThat(TestTree.outcomes(result)).containsExactly("base cached", "db cached", "os cached", "api built");
        assertThat(log.events()).contains("planned api: file motd changed");
    }

    @Test
    void buildsWhatStandsOnAChangedBase() throws Exception {
        build();
        tree.base("base", BuildahFixture.BASE, "RUN echo new > /base");

        BuildResult result = build();

        assertThat(TestTree.outcomes(result)).containsExactly("base built", "db built", "os built", "api built");
        assertThat(log.events()).contains("planned base: RUN line 3 changed", "planned os: parent base changed");
    }

    @Test
    void buildsAnImageThatWasRemovedFromTheStoreBehindItsBack() throws Exception {
        build();
        buildah.run("rmi", TestTree.referenceOf("db"));

        BuildResult result = build();

        assertThat(TestTree.outcomes(result)).containsExactly("base cached", "db built", "os cached", "api cached");
        assertThat(log.events()).contains("planned db: not in store");
    }

    private BuildResult build() throws Exception {
        return build(new ProjectFacts("1.2.3", Optional.of("abc123"), Optional.empty()));
    }

    private BuildResult build(ProjectFacts project) throws Exception {
        return new TreeBuild(tree.request(TestTree.settings(), project), BuildEngines.only(buildah.engine()), log)
                .run();
    }
}
