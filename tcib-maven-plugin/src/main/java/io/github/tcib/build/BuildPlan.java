package io.github.tcib.build;

import io.github.tcib.model.ImageDefinition;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for every image, and why.
 *
 * @param images parents before children
 */
public record BuildPlan(List<PlannedImage> images) {

    public BuildPlan {
        images = List.copyOf(images);
    }

    /** The images that will be built. */
    public List<PlannedImage> toBuild() {
        return images.stream().filter(PlannedImage::isBuilt).toList();
    }

    /** The images that are in the store as they should be. */
    public List<PlannedImage> cached() {
        return images.stream().filter(image -> !image.isBuilt()).toList();
    }

    /**
     * One image of the plan.
     *
     * @param image what it is
     * @param key what it is built from
     * @param reasons why it is built, most telling first; empty when it is cached
     * @param cached the image in the store when nothing is to be done
     */
    public record PlannedImage(
            ImageDefinition image, ImageKey key, List<String> reasons, Optional<StoredImage> cached) {

        public PlannedImage {
            reasons = List.copyOf(reasons);
        }

        /** Whether the image has to be built. */
        public boolean isBuilt() {
            return cached.isEmpty();
        }
    }
}
