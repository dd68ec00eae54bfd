package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountPointsTest {

    private final List<List<String>> asked = new ArrayList<>();
    private final MountPoints mountPoints = new MountPoints(words -> {
        asked.add(words);
        return List.of("/srv");
    });

    @Test
    void removesWhatWasNotThereTheDeepestFirst() throws Exception {
        mountPoints.expect(List.of("/here:/srv/a/b:ro", "/here:/c", "/here:/tmp/tcib/rpms:ro,z"));
        mountPoints.expect(List.of("/here:/srv/a/b:ro"));
        mountPoints.remove();

        assertThat(asked)
                .containsExactly(
                        List.of("ls", "-d", "--", "/c", "/srv", "/srv/a", "/srv/a/b"),
                        List.of("rm", "-d", "--", "/srv/a/b", "/srv/a", "/c"));
    }

    @Test
    void asksNothingForMountsBelowTheTemporaryDirectory() throws Exception {
        mountPoints.expect(List.of("/here:/tmp/tcib/rpms:ro,z"));
        mountPoints.remove();

        assertThat(asked).isEmpty();
    }
}
