package io.github.tcib.build;

import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The histories of the stores a build uses. */
final class BuildMemory {

    private final BuildEngines engines;
    private final Map<Path, BuildHistory> histories;

    private BuildMemory(BuildEngines engines, Map<Path, BuildHistory> histories) {
        this.engines = engines;
        this.histories = histories;
    }

    /** Reads the histories that concern some images. */
    static BuildMemory read(BuildEngines engines, Collection<ImageName> images, Consumer<String> warnings) {
        Map<Path, BuildHistory> histories = new TreeMap<>();
        for (BuildEngine engine : engines.enginesFor(images)) {
            histories.computeIfAbsent(engine.stateDirectory(), directory -> BuildHistory.read(directory, warnings));
        }
        return new BuildMemory(engines, histories);
    }

    /** The history of the store that an image goes into. */
    BuildHistory historyOf(ImageName image) {
        return Optional.ofNullable(histories.get(engines.engineFor(image).stateDirectory()))
                .orElseThrow();
    }

    /** Writes everything for the next build. */
    void write() {
        histories.values().forEach(BuildHistory::write);
    }
}
