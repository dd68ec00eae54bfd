package io.github.tcib.build;

import io.github.tcib.model.ImageName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which engine builds which image. */
public final class BuildEngines {

    private final Map<ImageName, BuildEngine> chosen;
    private final BuildEngine otherwise;

    private BuildEngines(Map<ImageName, BuildEngine> chosen, BuildEngine otherwise) {
        this.chosen = Map.copyOf(chosen);
        this.otherwise = otherwise;
    }

    /** One engine for every image. */
    public static BuildEngines only(BuildEngine engine) {
        return new BuildEngines(Map.of(), engine);
    }

    /** Some images with an engine of their own. */
    public static BuildEngines of(Map<ImageName, BuildEngine> chosen, BuildEngine otherwise) {
        return new BuildEngines(chosen, otherwise);
    }

    /** The engine that builds an image. */
    public BuildEngine engineFor(ImageName image) {
        return chosen.getOrDefault(image, otherwise);
    }

    /** The engines that these images need, each once. */
    public List<BuildEngine> enginesFor(Collection<ImageName> images) {
        Set<BuildEngine> engines = new LinkedHashSet<>();
        images.forEach(image -> engines.add(engineFor(image)));
        return List.copyOf(engines);
    }
}
