package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.ForeignContainerfile;
import io.github.tcib.ForeignInput;
import io.github.tcib.layout.LayoutException;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containerfiles of others, damaged, on their way into a layout. */
class ConversionFuzzTest {

    @TempDir
    private Path directory;

    @Test
    void convertsOrSaysWhyNot() {
        ForeignInput.seeded(105)
                .texts(
                        250,
                        text -> assertThat(problemsIn(text))
                                .allSatisfy(problem -> ForeignInput.checkMessage(problem.message(), text)),
                        ForeignContainerfile.TEXT);
    }

    private List<Problem> problemsIn(String text) throws IOException {
        try {
            new ConversionFixture(directory).file("base/Containerfile", text).convert();
            return List.of();
        } catch (LayoutException e) {
            return e.problems();
        }
    }
}
