package io.github.tcib.convert;

import io.github.tcib.layout.LayoutException;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Converts a Containerfile, whatever is in it. */
public final class AnyContainerfile {

    private final Path directory;

    public AnyContainerfile(Path directory) {
        this.directory = directory;
    }

    /** What is wrong with it. */
    public List<Problem> problemsIn(String text) throws IOException {
        try {
            new ConversionFixture(directory).file("base/Containerfile", text).convert();
            return List.of();
        } catch (LayoutException e) {
            return e.problems();
        }
    }
}
