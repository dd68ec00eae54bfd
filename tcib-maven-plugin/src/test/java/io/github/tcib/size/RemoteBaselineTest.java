package io.github.tcib.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.size.RemoteImages.RemoteImage;
import io.github.tcib.size.RemoteImages.RemoteLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline of which only manifests are known. */
class RemoteBaselineTest {

    @TempDir
    private Path directory;

    @Test
    void comparesPackedSizesAndTellsABaseOnce() throws Exception {
        MemoryStore store = new MemoryStore()
                .image("base", "", new TarFile().file("a", "1"))
                .image("leaf", "base", new TarFile().file("b", "2"));
        Measured measured = store.measure(directory);
        Map<String, RemoteImage> remote = new HashMap<>();
        for (ImageFigures image : measured.images()) {
            List<RemoteLayer> layers = new ArrayList<>();
            for (LayerFigures layer : measured.layers()) {
                if (image.layers().contains(layer.diffId())) {
                    layers.add(new RemoteLayer(layer.diffId(), layer.packedBytes() - (layers.isEmpty() ? 10 : 0)));
                }
            }
            remote.put("r:5000/x/" + image.name() + ":old", new RemoteImage("sha256:x", layers));
        }
        List<ImageRequest> requests = List.of(
                new ImageRequest("base", "r:5000/x/base:new", Optional.empty()),
                new ImageRequest("leaf", "r:5000/x/leaf", Optional.empty()));
        Baseline baseline =
                RemoteBaseline.fetch(reference -> Optional.ofNullable(remote.get(reference)), requests, "old");
        SizeReport report = SizeReport.of(
                "t",
                measured,
                List.of(new Profile("all", Glob.all(List.of("*")))),
                Optional.of(baseline),
                new Budgets(List.of(), List.of(), LocalDate.EPOCH));
        Comparison comparison = report.comparison().orElseThrow();
        assertThat(comparison.packed()).isTrue();
        assertThat(comparison.of(Comparison.State.GREW))
                .singleElement()
                .matches(change -> change.image().equals("base") && change.ownChange() == 10);
        assertThat(comparison.of("leaf").orElseThrow().inheritedChange()).isEqualTo(10);
        assertThat(report.profiles().get(0).upgrade().orElseThrow().layers())
                .as("it has them all")
                .isZero();
    }

    @Test
    void saysWhatIsMissing() {
        List<ImageRequest> requests = List.of(new ImageRequest("a", "r/a:1", Optional.empty()));
        assertThatThrownBy(() -> RemoteBaseline.fetch(reference -> Optional.empty(), requests, "old"))
                .isInstanceOf(BaselineException.class)
                .hasMessage("the registry has none of the images under the tag 'old'");
        assertThatThrownBy(() -> RemoteBaseline.fetch(
                        reference -> {
                            throw new IOException("no route");
                        },
                        requests,
                        "old"))
                .isInstanceOf(BaselineException.class)
                .hasMessage("the baseline r/a:old cannot be fetched: no route");
    }
}
