package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolumeTest {

    @Test
    void theNearestVolumeAboveAPathHoldsIt() {
        List<Volume> volumes = List.of(
                Volume.parse("/host/etc:/etc:ro").orElseThrow(),
                Volume.parse("/host/repos:/etc/yum.repos.d:z").orElseThrow());

        assertThat(Volume.resolve(volumes, Path.of("/etc/yum.repos.d/a.repo"))).contains(Path.of("/host/repos/a.repo"));
        assertThat(Volume.resolve(volumes, Path.of("/etc/dnf/vars"))).contains(Path.of("/host/etc/dnf/vars"));
        assertThat(Volume.resolve(volumes, Path.of("/srv"))).isEmpty();
    }

    @Test
    void onlyPathsOfThisMachineAreVolumes() {
        assertThat(Volume.parse("named:/data")).isEmpty();
        assertThat(Volume.parse("/only")).isEmpty();
        assertThat(Volume.parse("/a:/b").orElseThrow().options()).isEmpty();
        assertThat(Volume.parse("/a:/b:rw,z").orElseThrow().isCache()).isTrue();
    }
}
