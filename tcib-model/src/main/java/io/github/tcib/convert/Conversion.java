package io.github.tcib.convert;

import io.github.tcib.model.Problem;
import java.util.List;

/**
 * What Containerfiles come to as a layout; nothing is written yet.
 *
 * @param images parents before children
 * @param warnings where the layout will not do quite what the Containerfile did
 * @param notes what was kept as an action, and what was taken for a parent
 */
public record Conversion(List<ConvertedImage> images, List<Problem> warnings, List<Problem> notes) {
    public Conversion {
        images = List.copyOf(images);
        warnings = warnings.stream().sorted().toList();
        notes = notes.stream().sorted().toList();
    }
}
