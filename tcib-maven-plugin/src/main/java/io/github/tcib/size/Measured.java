package io.github.tcib.size;

import java.util.List;

/**
 * What an analysis found out about a set of images.
 *
 * @param images parents before children, children by name
 * @param layers in the order in which the images first have them
 * @param problems what is missing from it
 */
public record Measured(
        SetFigures set,
        List<ImageFigures> images,
        List<LayerFigures> layers,
        Siblings siblings,
        List<SizeProblem> problems) {

    public Measured {
        images = List.copyOf(images);
        layers = List.copyOf(layers);
        problems = List.copyOf(problems);
    }

    /** Whether only manifests were read: packed sizes and who shares what are known, and nothing of what is in layers. */
    public boolean isManifestsOnly() {
        return set.unpacked().isEmpty();
    }

    /** The images of the set, without those that they are only built on. */
    public List<ImageFigures> ofTheSet() {
        return images.stream().filter(image -> !image.external()).toList();
    }
}
