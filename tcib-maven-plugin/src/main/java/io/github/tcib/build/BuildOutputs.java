package io.github.tcib.build;

import io.github.tcib.model.ImageName;
import java.nio.file.Path;

/**
 * Where a build leaves its traces.
 *
 * @param logDirectory one log an image, appended to by every attempt
 * @param resultFile the results as JSON
 */
public record BuildOutputs(Path logDirectory, Path resultFile) {

    /** The log of an image. */
    public Path logOf(ImageName image) {
        return logDirectory.resolve(image + ".log");
    }
}
