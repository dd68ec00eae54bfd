package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.process.CommandRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildahTest {

    /** Stands for buildah, as it prints the environment it is given. */
    private static final BuildahSettings.Program ENV = new BuildahSettings.Program("env", List.of(), List.of());

    private final Buildah buildah = new Buildah(ENV, new CommandRunner(Duration.ofSeconds(1)));

    @Test
    void collectsGarbageSeldomUnlessTheUserSaysHowOften() throws Exception {
        String own = System.getenv("GOGC");
        assertThat(buildah.read().lines()).contains("GOGC=" + (own == null ? "400" : own));
    }

    @Test
    void givesACommandItsOwnVariablesBesideThoseOfThisProcess() throws Exception {
        assertThat(buildah.read(List.of(), Map.of("TMPDIR", "/elsewhere")).lines())
                .contains("TMPDIR=/elsewhere", "PATH=" + System.getenv("PATH"));
    }
}
