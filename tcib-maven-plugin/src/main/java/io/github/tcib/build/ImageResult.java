package io.github.tcib.build;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Parent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one image.
 *
 * @param image its name
 * @param reference its reference; empty for an image of which only the name is known
 * @param parent the reference of what it is built on
 * @param status what became of it
 * @param reason why: what changed, what failed, which parent was missing; may be empty
 * @param stored the image in the store, when it was built or cached
 * @param effort what was spent on it, when it was tried
 * @param failure what helps to understand a failure
 */
public record ImageResult(
        ImageName image,
        Optional<String> reference,
        Optional<String> parent,
        ImageStatus status,
        String reason,
        Optional<StoredImage> stored,
        Optional<Effort> effort,
        Optional<Failure> failure) {

    /**
     * What was spent on an image.
     *
     * @param engine the engine's name
     * @param duration how long all attempts took, waits included
     * @param attempts how often it was tried
     * @param log the file with the output of all attempts
     */
    public record Effort(String engine, Duration duration, int attempts, Path log) {}

    /**
     * What helps to understand a failure.
     *
     * @param lastLines the end of the last attempt's log
     * @param command what to type to see it again, quoted for a shell and without secrets
     */
    public record Failure(List<String> lastLines, Optional<String> command) {

        public Failure {
            lastLines = List.copyOf(lastLines);
        }
    }

    /** An image that nothing was tried for, so far. */
    static ImageResult untried(ImageDefinition image, ImageStatus status, String reason) {
        return new ImageResult(
                image.name(),
                Optional.of(image.reference()),
                Optional.of(image.parent().reference()),
                status,
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** An image that was not to be built. */
    static ImageResult excluded(ImageName image, String reason) {
        return new ImageResult(
                image,
                Optional.empty(),
                Optional.empty(),
                ImageStatus.EXCLUDED,
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    ImageResult withStored(StoredImage there) {
        return new ImageResult(image, reference, parent, status, reason, Optional.of(there), effort, failure);
    }

    ImageResult withEffort(Effort spent) {
        return new ImageResult(image, reference, parent, status, reason, stored, Optional.of(spent), failure);
    }

    ImageResult withFailure(Failure what) {
        return new ImageResult(image, reference, parent, status, reason, stored, effort, Optional.of(what));
    }

    /** How long all attempts took; zero when nothing was tried. */
    public Duration duration() {
        return effort.map(Effort::duration).orElse(Duration.ZERO);
    }

    /** The parent's name, when it is an image of the tree. */
    static Optional<ImageName> parentOf(ImageDefinition image) {
        return image.parent() instanceof Parent.InTree inTree ? Optional.of(inTree.image()) : Optional.empty();
    }
}
