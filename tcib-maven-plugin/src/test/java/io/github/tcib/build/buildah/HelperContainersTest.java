package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.buildah.HelperContainers.Finished;
import io.github.tcib.build.buildah.HelperContainers.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("buildah")
@Timeout(120)
class HelperContainersTest {

    @TempDir
    private Path directory;

    private BuildahFixture buildah;

    @BeforeEach
    void open() throws Exception {
        buildah = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
    }

    @AfterEach
    void close() throws Exception {
        if (buildah != null) {
            buildah.close();
        }
    }

    @Test
    void givesAProgramItsFilesAndTakesItsAnswer() throws Exception {
        Job job = new Job(
                BuildahFixture.BASE,
                Map.of("question", "6 * 7".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                List.of("sh", "-c", "cd /run/tcib; echo $(($(cat question))) > answer"),
                "answer",
                Duration.ZERO);
        Finished finished = helper().run(job);
        assertThat(finished.output()).isEmpty();
        assertThat(finished.answer()).contains("42\n");
        buildah.assertNothingLeft();
    }

    @Test
    void endsAProgramThatTakesTooLong() throws Exception {
        Job endless = new Job(BuildahFixture.BASE, Map.of(), List.of("sleep", "600"), "answer", Duration.ofSeconds(1));
        assertThatThrownBy(() -> helper().run(endless))
                .isInstanceOf(BuildFailure.class)
                .hasMessage(
                        "a program in a container of " + BuildahFixture.BASE + " took longer than 1 s, and was ended");
        buildah.assertNothingLeft();
    }

    private HelperContainers helper() throws Exception {
        return HelperContainers.open(buildah.settings(), warning -> {
            throw new AssertionError(warning);
        });
    }
}
