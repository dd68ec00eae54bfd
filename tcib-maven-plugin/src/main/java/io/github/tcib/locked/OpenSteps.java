package io.github.tcib.locked;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.shell.NetworkCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What RUN steps take from the network though packages are locked. */
public final class OpenSteps {

    private OpenSteps() {}

    /** One line for each image with such steps; empty when there is none. */
    public static List<String> of(Collection<ImageDefinition> images) {
        List<String> lines = new ArrayList<>();
        for (ImageDefinition image : images) {
            SortedSet<String> labels = new TreeSet<>();
            for (Instruction instruction : image.instructions()) {
                if (instruction instanceof Instruction.Run run) {
                    NetworkCommand.in(run.script()).forEach(command -> labels.add(command.label()));
                }
            }
            if (!labels.isEmpty()) {
                lines.add(image.name() + ": " + String.join(", ", labels));
            }
        }
        return lines;
    }
}
