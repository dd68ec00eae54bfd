package io.github.tcib.platform;

import io.github.tcib.model.Counted;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** Finds RUN steps that this machine cannot run, before a build finds them one by one. */
public final class ForeignRuns {

    private final Emulation emulation;

    public ForeignRuns(Emulation emulation) {
        this.emulation = emulation;
    }

    /**
     * Why the images cannot be built for a platform here, worded for the user; empty when they can, as far as that can be told.
     *
     * @param images those whose RUN steps would be run here
     */
    public Optional<String> obstacle(Collection<ImageDefinition> images, Platform platform) throws IOException {
        Optional<String> why = Optional.empty();
        Optional<String> first = Optional.empty();
        int more = -1;
        for (ImageDefinition image : images) {
            Optional<Instruction> run = image.instructions().stream()
                    .filter(Instruction.Run.class::isInstance)
                    .findFirst();
            if (run.isEmpty()) {
                continue;
            }
            more++;
            if (first.isEmpty()) {
                why = emulation.obstacle(platform);
                if (why.isEmpty()) {
                    return Optional.empty();
                }
                first = Optional.of("image '" + image.name() + "', " + run.get().location());
            }
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String others = more == 0 ? "" : " (and " + Counted.of(more, "more image") + " with RUN)";
        return Optional.of(first.get() + ": RUN for " + platform + " cannot be run on this machine, which is "
                + emulation.here() + others + ": " + why.orElse("") + "; install an emulator (qemu-user-static), build "
                + platform
                + " on a machine of its kind, or leave the platform out. If buildah runs its steps elsewhere,"
                + " set tcib.checkEmulation=false");
    }
}
