package io.github.tcib.size.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.size.TarFile;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerScanTest {

    @TempDir
    private Path directory;

    @Test
    void saysThatALayerIsNotTheOneOfTheConfig() {
        StoredLayer layer = TarFile.layer(new TarFile().file("a", "one").bytes());
        byte[] other = new TarFile().file("a", "two").bytes();
        assertThatThrownBy(() -> new LayerScan(directory).read(layer, new ByteArrayInputStream(other)))
                .isInstanceOf(OciException.class)
                .hasMessage("it unpacks to " + Digest.of(other) + ", but the image's config says " + layer.diffId());
    }
}
