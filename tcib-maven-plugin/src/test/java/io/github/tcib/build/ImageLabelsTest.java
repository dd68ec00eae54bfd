package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLabelsTest {

    @TempDir
    private Path directory;

    @Test
    void namesWhatTheProjectKnows() {
        TestTree tree = new TestTree(directory).base("base", "example.org/base:1");
        ProjectFacts project =
                new ProjectFacts("1.0", Optional.of("abc"), Optional.of(Instant.parse("2026-01-02T03:04:05Z")));

        assertThat(annotations(tree, "base", project))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "org.opencontainers.image.title", "base",
                        "org.opencontainers.image.version", "1.0",
                        "org.opencontainers.image.revision", "abc",
                        "org.opencontainers.image.created", "2026-01-02T03:04:05Z"));
    }

    @Test
    void whatTheLayoutSetsStays() {
        TestTree tree = new TestTree(directory)
                .base("base", "example.org/base:1", "LABEL org.opencontainers.image.version=\"distro\"")
                .image("api", "base", "LABEL \"org.opencontainers.image.title\"=\"The API\"");

        assertThat(annotations(tree, "api", new ProjectFacts("1.0", Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    private static Map<String, String> annotations(TestTree tree, String image, ProjectFacts project) {
        return new ImageLabels(tree.graph(), project).annotationsOf(tree.graph().image(new ImageName(image)));
    }
}
