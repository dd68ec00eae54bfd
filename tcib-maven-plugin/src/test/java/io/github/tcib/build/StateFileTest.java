package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept between builds is a help and no need: damage is told, and the build goes on. */
class StateFileTest {

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void ignoresWhatIsDamaged() throws Exception {
        Path file = Files.writeString(directory.resolve("state.json"), "[]");
        assertThat(new StateFile(file, 1, warnings::add).read()).isEmpty();
        Files.writeString(file, "{");
        assertThat(new StateFile(file, 1, warnings::add).read()).isEmpty();

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).isEqualTo(file + " is damaged and ignored: it is no JSON object with a version");
        assertThat(warnings.get(1)).startsWith(file + " is damaged and ignored: Unexpected end-of-input");
    }

    @Test
    void saysThatTheNextBuildKnowsLess() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x").resolve("state.json");
        new StateFile(file, 1, warnings::add).write(JsonNodeFactory.instance.objectNode());

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(file + " cannot be written, so the next build knows less of this one: ");
    }
}
