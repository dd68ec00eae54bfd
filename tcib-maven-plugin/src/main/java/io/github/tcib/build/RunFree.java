package io.github.tcib.build;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Instruction;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Finds the images that the embedded engine can build. */
public final class RunFree {

    private RunFree() {}

    /**
     * The images that have no RUN, and whose ancestors have none: an image on top of a RUN would have to be carried from one
     * store to the other and back. COPY from other images counts as RUN, as only buildah has it.
     */
    public static Set<ImageName> chainsIn(ImageGraph graph) {
        Set<ImageName> found = new TreeSet<>();
        for (ImageDefinition image : graph.images()) {
            boolean parentIsFree =
                    graph.parentOf(image.name()).map(found::contains).orElse(true);
            if (parentIsFree && isRunFree(image)) {
                found.add(image.name());
            }
        }
        return Collections.unmodifiableSet(found);
    }

    /** Whether an image's own instructions run nothing. */
    public static boolean isRunFree(ImageDefinition image) {
        return image.instructions().stream().noneMatch(RunFree::needsBuildah);
    }

    private static boolean needsBuildah(Instruction instruction) {
        return instruction instanceof Instruction.Run
                || (instruction instanceof Instruction.Copy
                        && instruction.arguments() instanceof Arguments.Text text
                        && text.text().contains("--from="));
    }
}
