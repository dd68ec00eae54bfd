package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildHistoryTest {

    private static final Path RECORDED = Path.of("src/test/resources/formats/builds-1.json");
    private static final String BASE = "localhost/quickstart/demo-base:latest";

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void remembersBuildsOfEarlierPlugins() throws Exception {
        Files.copy(RECORDED, directory.resolve("builds.json"));

        BuildHistory.LastBuild base =
                BuildHistory.read(directory, warnings::add).of(BASE).orElseThrow();

        assertThat(base.key()).isEqualTo("96b6a1774ded23cacf99d4de66113094e9799a8140a14734c0d8adb6730cecb4");
        assertThat(base.duration()).isEqualTo(Duration.ofMillis(1314));
        assertThat(base.steps()).hasSize(6).contains("USER afa9c1eeee8b8801");
        assertThat(base.ingredients()).containsEntry("file rootfs/etc/group", "a0a34e71ce0d2116");
        assertThat(warnings).isEmpty();
    }

    @Test
    void ignoresTheFileOfANewerPluginAndWritesItAnew() throws Exception {
        Path file = directory.resolve("builds.json");
        Files.writeString(file, Files.readString(RECORDED).replace("\"version\":1", "\"version\":2"));

        BuildHistory history = BuildHistory.read(directory, warnings::add);
        assertThat(history.of(BASE)).isEmpty();
        history.write();

        assertThat(new JsonMapper().readTree(file.toFile()).toString()).isEqualTo("{\"images\":{},\"version\":1}");
        assertThat(warnings).isEmpty();
    }

    @Test
    void warnsOfADamagedFileAndGoesOnWithoutIt() throws Exception {
        Path file = directory.resolve("builds.json");
        for (String text : List.of("{", "[]", "{\"images\": {}}")) {
            Files.writeString(file, text);
            warnings.clear();
            assertThat(BuildHistory.read(directory, warnings::add).of(BASE)).isEmpty();
            assertThat(warnings).singleElement().asString().startsWith(file + " is damaged and ignored: ");
        }
    }
}
