package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowerLayersTest {

    @TempDir
    Path directory;

    private OciLayout layout;
    private final List<Layer> layers = new ArrayList<>();

    @BeforeEach
    void create() throws IOException {
        layout = OciLayout.create(directory.resolve("layout"));
        layer(
                Map.of(
                        "etc", new Node.Directory(new Attributes(0711, 1, 1)),
                        "etc/passwd", file("old"),
                        "etc/group", file("group"),
                        "opt/a/b", file("deep"),
                        "var/x", file("x")),
                List.of(),
                List.of());
    }

    @Test
    void takesTheTopmostAndKeepsTheRest() throws Exception {
        layer(Map.of("etc/passwd", file("new")), List.of(), List.of());
        assertThat(content("etc/passwd")).isEqualTo("new");
        assertThat(content("etc/group")).isEqualTo("group");
        assertThat(mode("etc")).isEqualTo(0711);
    }

    @Test
    void impliesDirectoriesThatNoLayerDescribes() throws Exception {
        assertThat(mode("opt/a")).isEqualTo(0755);
        assertThat(find("opt/c")).isEmpty();
    }

    @Test
    void hidesWhatIsWhitedOutWithAllBelow() throws Exception {
        layer(Map.of(), List.of("opt/a", "etc/group"), List.of());
        assertThat(find("opt/a")).isEmpty();
        assertThat(find("opt/a/b")).isEmpty();
        assertThat(find("etc/group")).isEmpty();
        assertThat(find("etc/passwd")).isPresent();
    }

    @Test
    void hidesWhatAnOpaqueDirectoryHad() throws Exception {
        layer(
                Map.of("etc", new Node.Directory(new Attributes(0700, 0, 0)), "etc/fresh", file("f")),
                List.of(),
                List.of("etc"));
        assertThat(find("etc/passwd")).isEmpty();
        assertThat(content("etc/fresh")).isEqualTo("f");
        assertThat(mode("etc")).isEqualTo(0700);
    }

    @Test
    void hidesWhatLayBelowADirectoryThatBecameAFile() throws Exception {
        layer(Map.of("opt/a", file("now a file")), List.of(), List.of());
        assertThat(find("opt/a/b")).isEmpty();
        assertThat(content("opt/a")).isEqualTo("now a file");
    }

    @Test
    void readsLayersInEveryPacking() throws Exception {
        for (LayerPacking packing : List.of(LayerPacking.uncompressed(), LayerPacking.gzip(9))) {
            Layer layer = layout.writeLayer(
                    LayerDraft.of(Map.of("same", file("same"))),
                    new LayerWriter(Instant.EPOCH),
                    packing,
                    ImageFormat.OCI);
            LowerLayers lower = new LowerLayers(List.of(layer), new LayerIndexes(layout));
            assertThat(lower.lookup("same")).isPresent();
        }
    }

    @Test
    void failsWhenALayerIsNotWhatTheConfigSays() throws Exception {
        Layer right = layers.get(0);
        Layer wrong = new Layer(right.blob(), Digest.of("other".getBytes(UTF_8)));
        LowerLayers lower = new LowerLayers(List.of(wrong), new LayerIndexes(layout));
        assertThatThrownBy(() -> lower.lookup("etc"))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("unpacks to " + right.diffId());
    }

    /** Its end is not read, where the digest would tell: what is behind a tar file need not be unpacked for a file in it. */
    @Test
    void namesTheFileThatALayerHasNoLongerGot() throws Exception {
        Layer layer = layout.writeLayer(tarOf("old"), LayerPacking.uncompressed(), ImageFormat.OCI);
        LowerLayers lower = new LowerLayers(List.of(layer), new LayerIndexes(layout));
        Node.File file = (Node.File) lower.lookup("old").orElseThrow();
        try (OutputStream out = Files.newOutputStream(layout.pathOf(layer.blob().digest()))) {
            tarOf("new").writeTo(out);
        }
        assertThatThrownBy(() -> file.content().open())
                .isInstanceOf(OciException.class)
                .hasMessage("layer " + layer.blob().digest() + " has lost its file 'old'");
    }

    private static OciLayout.BlobSource tarOf(String name) {
        return out -> {
            TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
            tar.putArchiveEntry(new TarArchiveEntry(name));
            tar.closeArchiveEntry();
            tar.finish();
            out.write(new byte[1 << 20]);
        };
    }

    private void layer(Map<String, Node> nodes, List<String> whiteouts, List<String> opaque) throws IOException {
        layers.add(layout.writeLayer(
                new LayerDraft(new TreeMap<>(nodes), new TreeSet<>(whiteouts), new TreeSet<>(opaque)),
                new LayerWriter(Instant.EPOCH),
                LayerPacking.fast(),
                ImageFormat.OCI));
    }

    private Optional<Node> find(String path) throws IOException {
        return new LowerLayers(layers, new LayerIndexes(layout)).lookup(path);
    }

    private int mode(String path) throws IOException {
        return find(path).orElseThrow().attributes().mode();
    }

    private String content(String path) throws IOException {
        try (InputStream in = ((Node.File) find(path).orElseThrow()).content().open()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Node.File file(String content) {
        return new Node.File(new Attributes(0644, 0, 0), Content.of(content.getBytes(UTF_8)));
    }
}
