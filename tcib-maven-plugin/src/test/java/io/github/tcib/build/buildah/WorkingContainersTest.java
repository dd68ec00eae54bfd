package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkingContainersTest {

    @Test
    void takesOfTheArgumentsForBudWhatAnotherCommandKnows() {
        List<String> arguments = List.of(
                "--runtime", "runc", "--build-arg", "A=b", "--isolation=chroot", "--squash", "--cap-add", "ALL");

        assertThat(WorkingContainers.common(arguments, List.of("--runtime", "--isolation")))
                .containsExactly("--runtime", "runc", "--isolation=chroot");
        assertThat(WorkingContainers.common(arguments, List.of("--cap-add"))).containsExactly("--cap-add", "ALL");
        assertThat(WorkingContainers.common(List.of("--runtime"), List.of("--runtime")))
                .containsExactly("--runtime");
    }
}
