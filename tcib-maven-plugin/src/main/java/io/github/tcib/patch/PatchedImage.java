package io.github.tcib.patch;

import io.github.tcib.build.StoredImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of an image.
 *
 * @param target the image, and what the new one is called
 * @param status what became of it
 * @param reason why there is no new image; empty when there is one
 * @param changes its packages, from which version to which
 * @param rpms what became of each RPM; empty for an update
 * @param stored the new image
 * @param duration how long it took
 * @param log the output of all that ran in it
 */
public record PatchedImage(
        PatchTarget target,
        PatchStatus status,
        String reason,
        List<PackageChange> changes,
        List<RpmVerdict> rpms,
        Optional<StoredImage> stored,
        Duration duration,
        Path log) {

    public PatchedImage {
        changes = List.copyOf(changes);
        rpms = List.copyOf(rpms);
    }

    PatchedImage with(PatchStatus other, String why) {
        return new PatchedImage(target, other, why, changes, rpms, Optional.empty(), duration, log);
    }

    PatchedImage with(StoredImage image, Duration more) {
        return new PatchedImage(target, status, reason, changes, rpms, Optional.of(image), duration.plus(more), log);
    }
}
