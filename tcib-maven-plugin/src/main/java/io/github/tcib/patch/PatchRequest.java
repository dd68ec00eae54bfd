package io.github.tcib.patch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done, to which images, and with what around them.
 *
 * @param patch what is to be done
 * @param targets the images
 * @param surroundings what dnf finds beside the image
 * @param threads how many images are worked on at once
 * @param timeout how long dnf may take in an image; zero for no limit
 * @param output where logs and results are written
 */
public record PatchRequest(
        Patch patch, List<PatchTarget> targets, Surroundings surroundings, int threads, Duration timeout, Path output) {

    public PatchRequest {
        targets = List.copyOf(targets);
    }

    /**
     * What dnf finds beside the image.
     *
     * @param repoDirectory {@code .repo} files that take the place of the image's own
     * @param volumes {@code source:destination[:options]}, as buildah takes them
     * @param network {@code host}, {@code private}, {@code none} or what else buildah knows
     */
    public record Surroundings(Optional<Path> repoDirectory, List<String> volumes, String network) {

        public Surroundings {
            volumes = List.copyOf(volumes);
        }
    }

    /** The file of results. */
    public Path resultFile() {
        return output.resolve(patch.goal() + "-result.json");
    }

    /** The log of an image. */
    Path logOf(PatchTarget target) {
        return output.resolve("logs")
                .resolve(patch.goal())
                .resolve(target.reference().replaceAll("[^A-Za-z0-9._-]+", "_") + ".log");
    }

    /** Copies of RPMs and keys, which are mounted into containers. */
    Path stage() {
        return output.resolve(patch.goal());
    }
}
