package io.github.tcib.build;

import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.List;

/**
 * What became of the tree.
 *
 * @param images one result an image, parents before children, excluded ones last
 * @param criticalPath the chain of built images that took longest, first to last
 * @param duration from the lock on the store to the last image
 * @param interrupted whether the user or the system ended the build early
 */
public record BuildResult(
        List<ImageResult> images, List<ImageName> criticalPath, Duration duration, boolean interrupted) {

    public BuildResult {
        images = List.copyOf(images);
        criticalPath = List.copyOf(criticalPath);
    }

    /** Whether every image that was to be built is in the store. */
    public boolean isComplete() {
        return !interrupted
                && withStatus(ImageStatus.FAILED).isEmpty()
                && withStatus(ImageStatus.SKIPPED).isEmpty();
    }

    /** The images of one status, in order. */
    public List<ImageResult> withStatus(ImageStatus status) {
        return images.stream().filter(image -> image.status() == status).toList();
    }
}
