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
 * @param duration how long all attempts took, waits included
 * @param attempts how often it was tried
 * @param log its log, when something was tried
 * @param engine the engine's name; empty when none was asked
 * @param failure what helps to understand a failure
 */
public record ImageResult(
        ImageName image,
        Optional<String> reference,
        Optional<String> parent,
        ImageStatus status,
        String reason,
        Optional<StoredImage> stored,
        Duration duration,
        int attempts,
        Optional<Path> log,
        Optional<String> engine,
        Optional<Failure> failure) {

    /** An image that nothing was tried for. */
    static ImageResult untried(ImageDefinition image, ImageStatus status, String reason, String engine) {
        return new ImageResult(
                image.name(),
                Optional.of(image.reference()),
                Optional.of(image.parent().reference()),
                status,
                reason,
                Optional.empty(),
                Duration.ZERO,
                0,
                Optional.empty(),
                Optional.of(engine),
                Optional.empty());
    }

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

    /** The parent's name, when it is an image of the tree. */
    static Optional<ImageName> parentOf(ImageDefinition image) {
        return image.parent() instanceof Parent.InTree inTree ? Optional.of(inTree.image()) : Optional.empty();
    }
}
