package io.github.tcib.size.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import io.github.tcib.size.ImageRequest;
import io.github.tcib.size.ManifestAnalysis;
import io.github.tcib.size.SizeProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of images in a layout whose manifests are not what they should be. */
class LayoutStoreTest {

    private static final String REFERENCE = "localhost/nova:1";
    private static final String ENTRY = "{\"digest\": \"sha256:" + "0".repeat(64) + "\", \"size\": 1}";

    @TempDir
    private Path directory;

    private OciLayout layout;

    @BeforeEach
    void create() throws IOException {
        layout = OciLayout.create(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{ ~ blob DIGEST is not JSON: Unexpected end-of-input: expected close marker for Object",
                "{\"schemaVersion\": 1} ~ manifest DIGEST is of schema 1, which has no image config; push the image again"
                        + " with a current tool",
                "{\"manifests\": []} ~ index DIGEST has no image for linux/amd64",
                "{\"config\": {\"size\": 1}} ~ a descriptor without digest or size in DIGEST",
            })
    void saysWhatIsWrongWithAManifest(String manifest, String problem) throws IOException {
        assertUnreadable(manifest, problem);
    }

    @Test
    void saysThatManifestAndConfigDiffer() throws IOException {
        Descriptor config = layout.writeBlob(MediaTypes.OCI_CONFIG, "{}".getBytes(UTF_8));
        assertUnreadable(
                "{\"config\": {\"digest\": \"" + config.digest() + "\", \"size\": " + config.size() + "}, \"layers\": ["
                        + ENTRY + "]}",
                "the number of layers is 1 in manifest DIGEST and 0 in its config");
    }

    private void assertUnreadable(String manifest, String problem) throws IOException {
        layout.index().write(REFERENCE, layout.writeBlob(MediaTypes.OCI_MANIFEST, manifest.getBytes(UTF_8)));
        LayoutStore store = LayoutStore.open(directory, new Platform("linux", "amd64", ""));
        assertThat(new ManifestAnalysis(store)
                        .run(List.of(new ImageRequest("nova", REFERENCE, Optional.empty())))
                        .problems())
                .extracting(SizeProblem::message)
                .containsExactly("nova: " + REFERENCE + " in the OCI layout " + directory
                        + " cannot be read: "
                        + problem.replace(
                                "DIGEST", Digest.of(manifest.getBytes(UTF_8)).toString()));
    }
}
