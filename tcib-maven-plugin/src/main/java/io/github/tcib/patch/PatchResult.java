package io.github.tcib.patch;

import java.time.Duration;
import java.util.List;

/**
 * What became of all images.
 *
 * @param goal the goal's name
 * @param images in the order they were asked for
 * @param refusal why the patch was refused as a whole, line by line; empty when it was not
 * @param duration how long it took
 */
public record PatchResult(String goal, List<PatchedImage> images, List<String> refusal, Duration duration) {

    public PatchResult {
        images = List.copyOf(images);
        refusal = List.copyOf(refusal);
    }

    /** Whether all went well. */
    public boolean isComplete() {
        return refusal.isEmpty() && withStatus(PatchStatus.FAILED).isEmpty();
    }

    /** The images of which one thing became. */
    public List<PatchedImage> withStatus(PatchStatus status) {
        return images.stream().filter(image -> image.status() == status).toList();
    }
}
