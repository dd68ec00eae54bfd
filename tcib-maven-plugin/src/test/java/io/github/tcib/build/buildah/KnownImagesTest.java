package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.build.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownImagesTest {

    private static final Path RECORDED = Path.of("src/test/resources/formats/images-1.json");
    private static final String OURS = "sha256:050de649d320d3c606f99085a8933cc8def2a3a94619b3e1326a4ccf81d52a82";
    private static final String BASE = "sha256:883655afedfeaae5b29aad8059904ee1efb32e8eceacdf23b132a5ce4eb7aca3";

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void knowsWhatEarlierPluginsLearnt() throws Exception {
        KnownImages known = read(Files.copy(RECORDED, directory.resolve("images.json")));

        KnownImages.Facts ours = known.find(OURS).orElseThrow();
        assertThat(ours.key()).contains("d01c761a42b3045295374ef200d3d0db3fd805e779803b7b45a81a5b6337b2ba");
        assertThat(ours.layers()).hasSize(4);
        assertThat(known.find(BASE).orElseThrow().key()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void ignoresTheFileOfANewerPluginAndWritesItAnew() throws Exception {
        Path file = Files.writeString(
                directory.resolve("images.json"), Files.readString(RECORDED).replace("\"version\":1", "\"version\":2"));
        KnownImages known = read(file);
        assertThat(known.find(OURS)).isEmpty();

        known.add(BASE, new KnownImages.Facts(Optional.empty(), List.of("sha256:1")));
        known.write();

        assertThat(new JsonMapper().readTree(file.toFile()).toString())
                .isEqualTo("{\"images\":{\"" + BASE + "\":{\"layers\":[\"sha256:1\"]}},\"version\":1}");
        assertThat(warnings).isEmpty();
    }

    private KnownImages read(Path file) {
        return KnownImages.read(new StateFile(file, KnownImages.VERSION, warnings::add));
    }
}
