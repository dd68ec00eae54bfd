package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.BuildResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformBuildsTest {

    @Test
    void saysHowToGoOnAfterAnInterrupt() {
        BuildResult result = new BuildResult(List.of(), List.of(), Duration.ofSeconds(1), true);
        assertThat(PlatformBuilds.wordingOf(result, Path.of("build-result.json")))
                .isEqualTo("The build was interrupted; run it again to go on from what is built.");
    }
}
