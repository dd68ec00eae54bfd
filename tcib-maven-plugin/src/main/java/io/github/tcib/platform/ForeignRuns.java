package io.github.tcib.platform;

import io.github.tcib.model.Counted;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
        List<String> places = new ArrayList<>();
        for (ImageDefinition image : images) {
            image.instructions().stream()
                    .filter(Instruction.Run.class::isInstance)
                    .findFirst()
                    .ifPresent(run -> places.add("image '" + image.name() + "', " + run.location()));
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        int more = places.size() - 1;
        String others = more == 0 ? "" : " (and " + Counted.of(more, "more image") + " with RUN)";
        return emulation
                .obstacle(platform)
                .map(why -> places.get(0) + ": RUN for " + platform + " cannot be run on this machine, which is "
                        + emulation.here() + others + ": " + why + "; install an emulator (qemu-user-static), build "
                        + platform
                        + " on a machine of its kind, or leave the platform out. If buildah runs its steps elsewhere,"
                        + " set tcib.checkEmulation=false");
    }
}
