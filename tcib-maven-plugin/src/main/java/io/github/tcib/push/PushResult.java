package io.github.tcib.push;

import java.time.Duration;
import java.util.List;

/**
 * What became of the tree.
 *
 * @param images parents before children
 * @param dryRun whether nothing was sent on purpose
 * @param duration of all
 */
public record PushResult(List<PushedImage> images, boolean dryRun, Duration duration) {

    public PushResult {
        images = List.copyOf(images);
    }

    /** Whether every image is in the registry, or would have been tried in a dry run. */
    public boolean isComplete() {
        return missing().isEmpty();
    }

    /** The images that are not, or not verified, in the registry. */
    public List<PushedImage> missing() {
        return images.stream()
                .filter(image -> image.status() == PushStatus.FAILED || image.status() == PushStatus.SKIPPED)
                .toList();
    }

    /** The bytes of all images together. */
    public Traffic traffic() {
        return images.stream().map(PushedImage::traffic).reduce(Traffic.NONE, Traffic::plus);
    }
}
